import { z } from 'zod';

/** Options of what learns categories. */
export const categoriesShape = {
  /**
   * The categories of each feature, where they are known: numbers in ascending order, texts in any, `null` for missing
   * values at the end. Default: the values of the training data, sorted.
   */
  categories: z
    .array(
      z
        .array(z.union([z.string(), z.number(), z.null()]))
        .min(1)
        .readonly(),
    )
    .readonly()
    .optional()
    .describe(
      'The categories of each feature, where they are known: numbers in ascending order, texts in any, `null` for missing values at the end. Default: the values of the training data, sorted.',
    ),
};

/** Options of what takes rare categories together. */
export const infrequentShape = {
  /**
   * How many training samples a category needs, or which fraction of them, not to be taken together with other rare ones.
   * Default: any.
   */
  minFrequency: z
    .union([z.int().min(1), z.number().gt(0).lt(1)])
    .optional()
    .describe(
      'How many training samples a category needs, or which fraction of them, not to be taken together with other rare ones. Default: any.',
    ),
  /** How many categories of a feature there are at most, that of the rare ones among them. Default: any number. */
  maxCategories: z
    .int()
    .min(1)
    .optional()
    .describe(
      'How many categories of a feature there are at most, that of the rare ones among them. Default: any number.',
    ),
};

/** {@link categoriesShape} and {@link infrequentShape}, with defaults filled in. */
export interface CategorySettings
  extends z.output<z.ZodObject<typeof categoriesShape>>, z.output<z.ZodObject<typeof infrequentShape>> {}

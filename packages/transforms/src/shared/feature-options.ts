import { z } from 'zod';

/** Options of all transforms of features. */
export const featureShape = {
  /** The features that are changed, by name, or of arrays by place. Others stay as they are. Default: all. */
  columns: z
    .array(z.union([z.string(), z.int().min(0)]))
    .readonly()
    .optional()
    .describe('The features that are changed, by name, or of arrays by place. Others stay as they are. Default: all.'),
};

/** Options of transforms that can be undone. */
export const invertibleShape = {
  ...featureShape,
  /**
   * What is changed: the inputs, or the targets, whose predictions are then given in their own units. Default: `'input'`.
   */
  on: z
    .enum(['input', 'target'])
    .default('input')
    .describe('What is changed: the inputs, or the targets, whose predictions are then given in their own units.'),
};

/** The options of all transforms of features, with defaults filled in. */
export type FeatureSettings = z.output<z.ZodObject<typeof featureShape>> & { readonly on?: 'input' | 'target' };

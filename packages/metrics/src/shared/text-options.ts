import { metricShape } from '@lml/core';
import { z } from 'zod';

const { on: _on, ...viewShape } = metricShape;

/** How a metric of texts looks at batches, as entries of a zod object: always at predictions, since outputs are no texts. */
export const textViewShape: Omit<typeof metricShape, 'on'> = viewShape;

/** Where the texts are, as entries of a zod object. */
export const textShape = {
  /** In which field of a decoded prediction the text is, where it is a record. Default: `'text'`. */
  field: z
    .string()
    .min(1)
    .default('text')
    .describe('In which field of a decoded prediction the text is, where it is a record.'),
  /**
   * In which field of a target its references are, where it is a record: `answers.text` is a field of a field. Default:
   * `'text'`.
   */
  targetField: z
    .string()
    .min(1)
    .default('text')
    .describe(
      'In which field of a target its references are, where it is a record: `answers.text` is a field of a field.',
    ),
};

/** The options of every metric of texts. */
export interface TextOptions
  extends z.input<z.ZodObject<typeof textViewShape>>, z.input<z.ZodObject<typeof textShape>> {}

/** The same, with their defaults filled in. */
export type TextSettings = z.output<z.ZodObject<typeof textShape>> & z.output<z.ZodObject<typeof textViewShape>>;

/** Whether the result has a value for each sample, too, as an entry of a zod object. */
export const sentenceLevelShape = {
  /** Whether the result is `{ value, sentences }`, with the value of each sample, too. Default: `false`. */
  returnSentenceLevelScore: z
    .boolean()
    .default(false)
    .describe('Whether the result is `{ value, sentences }`, with the value of each sample, too.'),
};

/** Whether capital letters count as others, as an entry of a zod object. */
export const lowercaseShape = {
  /** Whether capital letters count as small ones. Default: `false`. */
  lowercase: z.boolean().default(false).describe('Whether capital letters count as small ones.'),
};

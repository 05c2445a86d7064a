import { z } from 'zod';

/** Options of all datasets of tables: what the columns are for. */
export const tableShape = {
  /** The column to predict, or several of numbers. Without it samples have no targets. Default: none. */
  target: z
    .union([z.string(), z.array(z.string()).readonly()])
    .optional()
    .describe('The column to predict, or several of numbers. Without it samples have no targets. Default: none.'),
  /** The columns that the model is given, in this order. Default: all that nothing else is done with. */
  inputs: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('The columns that the model is given, in this order. Default: all that nothing else is done with.'),
  /**
   * What an input is: `matrix`, a row of numbers, or `columns`, a record with a value of each column, texts too, which
   * transforms make numbers of. Default: `'matrix'`.
   */
  as: z
    .enum(['matrix', 'columns'])
    .default('matrix')
    .describe(
      'What an input is: `matrix`, a row of numbers, or `columns`, a record with a value of each column, texts too, which transforms make numbers of.',
    ),
  /**
   * Whether the target is one of classes, which are numbered from 0 in the order of `classNames`. Default: where it is
   * text or truth values, or classNames are given.
   */
  classes: z
    .boolean()
    .optional()
    .describe(
      'Whether the target is one of classes, which are numbered from 0 in the order of `classNames`. Default: where it is text or truth values, or classNames are given.',
    ),
  /** The classes of the target in their order. Default: those that occur, sorted. */
  classNames: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('The classes of the target in their order. Default: those that occur, sorted.'),
  /** The column of numbers that says how many times each sample counts in loss and metrics. Default: each once. */
  weight: z
    .string()
    .optional()
    .describe(
      'The column of numbers that says how many times each sample counts in loss and metrics. Default: each once.',
    ),
  /** The column of the group that a sample belongs to, which splitters of groups keep together. Default: none. */
  group: z
    .string()
    .optional()
    .describe(
      'The column of the group that a sample belongs to, which splitters of groups keep together. Default: none.',
    ),
  /** Columns that go along with predictions and are not learnt from: a name, a number. Default: none. */
  metadata: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Columns that go along with predictions and are not learnt from: a name, a number. Default: none.'),
  /** What becomes of rows whose target is missing. Default: `'error'`. */
  missingTarget: z.enum(['error', 'drop']).default('error').describe('What becomes of rows whose target is missing.'),
};

/** The options of all datasets of tables, with defaults filled in. */
export type TableSettings = z.output<z.ZodObject<typeof tableShape>>;

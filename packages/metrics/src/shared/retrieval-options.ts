import type { metricShape } from '@lml/core';
import { z } from 'zod';

/** Makes one number of those of all queries. */
export type Aggregation = 'mean' | 'median' | 'min' | 'max' | ((values: Float64Array) => number);

/** What becomes of a query without a relevant row. */
export type EmptyTargetAction = 'neg' | 'pos' | 'skip' | 'error';

/** The options of every metric of rankings, as entries of a zod object. */
export const retrievalShape = {
  /**
   * What becomes of a query that has no relevant row: it counts as 0 ('neg'), as 1 ('pos'), not at all ('skip'), or is an
   * error of compute ('error'). Default: `'neg'`.
   */
  emptyTargetAction: z
    .enum(['neg', 'pos', 'skip', 'error'])
    .default('neg')
    .describe(
      "What becomes of a query that has no relevant row: it counts as 0 ('neg'), as 1 ('pos'), not at all ('skip'), or is an error of compute ('error').",
    ),
  /** The target of rows that are left out. Default: none. */
  ignoreIndex: z.int().optional().describe('The target of rows that are left out. Default: none.'),
  /**
   * How the values of queries become one: by name (of two middle ones the median is the lower), or in code a function of
   * them all. Default: `'mean'`.
   */
  aggregation: z
    .union([
      z.enum(['mean', 'median', 'min', 'max']),
      z.custom<(values: Float64Array) => number>(
        (value) => typeof value === 'function',
        'must be a function of the values, in code',
      ),
    ])
    .default('mean')
    .describe(
      'How the values of queries become one: by name (of two middle ones the median is the lower), or in code a function of them all.',
    ),
};

/** How much of a ranking is looked at, as an entry of a zod object. */
export const topKShape = {
  /** How many of the highest rows of each query are looked at. Default: all. */
  topK: z
    .int()
    .positive()
    .optional()
    .describe('How many of the highest rows of each query are looked at. Default: all.'),
};

/** How many points a curve over ranks has, as entries of a zod object. */
export const maxKShape = {
  /** For how many of the highest rows there are points, from 1. Default: as many as the largest query has. */
  maxK: z
    .int()
    .positive()
    .optional()
    .describe('For how many of the highest rows there are points, from 1. Default: as many as the largest query has.'),
  /** Whether a query of fewer rows than k is divided by its own number of rows. Default: `false`. */
  adaptiveK: z
    .boolean()
    .default(false)
    .describe('Whether a query of fewer rows than k is divided by its own number of rows.'),
};

/** Options of metrics of rankings. */
export interface RetrievalOptions
  extends z.input<z.ZodObject<typeof retrievalShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** {@link RetrievalOptions} with their defaults filled in. */
export type RetrievalSettings = z.output<z.ZodObject<typeof retrievalShape & typeof metricShape>>;

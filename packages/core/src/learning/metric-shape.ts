import { z } from 'zod';

import type { MetricView } from './metric.js';

/** The options of every metric, as entries of a zod object. */
export const metricShape = {
  /** What it looks at: the model's raw output, or the predictor's prediction. Default: `'output'`. */
  on: z
    .enum(['output', 'prediction'])
    .default('output')
    .describe("What it looks at: the model's raw output, or the predictor's prediction."),
  /** Of several outputs the one that it looks at, with the target of that name. Default: all there is. */
  head: z
    .string()
    .min(1)
    .optional()
    .describe('Of several outputs the one that it looks at, with the target of that name. Default: all there is.'),
  /** The columns of a batch in place of those that it looks for. Default: those of its own names. */
  columns: z
    .record(z.string(), z.string())
    .optional()
    .describe('The columns of a batch in place of those that it looks for. Default: those of its own names.'),
  /** The stages in which it runs. Default: all. */
  stages: z
    .array(z.enum(['train', 'validation', 'test']))
    .optional()
    .describe('The stages in which it runs. Default: all.'),
};

/** The options of every metric, with their defaults filled in. */
export type MetricSettings = z.output<z.ZodObject<typeof metricShape>>;

/** How a metric looks at batches, from its options. */
export function metricView({ on, head, columns, stages }: MetricSettings): MetricView {
  return { on, head, columns, stages };
}

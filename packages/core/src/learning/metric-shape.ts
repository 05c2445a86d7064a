import { z } from 'zod';

/** The options of every metric, as entries of a zod object. */
export const metricShape = {
  /** What it looks at: the model's raw output, or the predictor's prediction. Default: `'output'`. */
  on: z
    .enum(['output', 'prediction'])
    .default('output')
    .describe("What it looks at: the model's raw output, or the predictor's prediction."),
};

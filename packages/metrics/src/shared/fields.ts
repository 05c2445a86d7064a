import { z } from 'zod';

/** What a metric looks at: the model's raw output, or the predictor's prediction. */
export type On = 'output' | 'prediction';

/** The option `on` of every metric. */
export const onShape = {
  /** What it looks at: the model's raw output, or the predictor's prediction. Default: `'output'`. */
  on: z
    .enum(['output', 'prediction'])
    .default('output')
    .describe("What it looks at: the model's raw output, or the predictor's prediction."),
};

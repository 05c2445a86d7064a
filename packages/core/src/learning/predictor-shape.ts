import { z } from 'zod';

/** The options of every predictor, as entries of a zod object. */
export const predictorShape = {
  /** Of several outputs the one that it predicts from. Default: all there is. */
  head: z
    .string()
    .min(1)
    .optional()
    .describe('Of several outputs the one that it predicts from. Default: all there is.'),
};

import { z } from 'zod';

/** The option `numOutputs` of metrics of regressions, as an entry of a zod object. */
export const numOutputsShape = {
  /** How many outputs to tell apart, along the last axis. Default: `1`. */
  numOutputs: z.int().positive().default(1).describe('How many outputs to tell apart, along the last axis.'),
};

import { z } from 'zod';

const verifyShape = {
  /**
   * At the first call of each step, and then after so many. Default: whenever compiled steps have taken 100 times what a
   * comparison costs.
   */
  every: z
    .int()
    .min(1)
    .optional()
    .describe(
      'At the first call of each step, and then after so many. Default: whenever compiled steps have taken 100 times what a comparison costs.',
    ),
  /** How far a value may be off, against its whole size: ‖compiled − eager‖ ≤ tolerance · ‖eager‖. Default: `1e-3`. */
  tolerance: z
    .number()
    .positive()
    .default(1e-3)
    .describe('How far a value may be off, against its whole size: ‖compiled − eager‖ ≤ tolerance · ‖eager‖.'),
};

/** When the engine compares what it compiled with an eager run. */
export interface VerifyOptions extends z.input<z.ZodObject<typeof verifyShape>> {}

/** Options of all engines that compile. */
export const compiledShape = {
  /** How many compiled graphs are kept ready; the one that was not used for longest goes first. Default: `16`. */
  maxGraphs: z
    .int()
    .min(1)
    .default(16)
    .describe('How many compiled graphs are kept ready; the one that was not used for longest goes first.'),
  /**
   * When a compiled step is compared with an eager one; false for never. Default: where that costs a hundredth of the
   * time at most.
   */
  verify: z
    .union([z.literal(false), z.strictObject(verifyShape)])
    .optional()
    .describe(
      'When a compiled step is compared with an eager one; false for never. Default: where that costs a hundredth of the time at most.',
    ),
};

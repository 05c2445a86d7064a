import { z } from 'zod';

/** The option of losses of masks that ignore positions, as an entry of a zod object. */
export const maskShape = {
  /** The target whose positions count for nothing. Default: `-100`. */
  ignoreIndex: z.int().default(-100).describe('The target whose positions count for nothing.'),
};

/** The option of losses that take logits or probabilities, as an entry of a zod object. */
export const logitsShape = {
  /** Whether predictions are logits; probabilities otherwise. Default: `true`. */
  fromLogits: z.boolean().default(true).describe('Whether predictions are logits; probabilities otherwise.'),
};

/** The options of losses of masks. */
export interface MaskOptions extends z.input<z.ZodObject<typeof maskShape>>, z.input<z.ZodObject<typeof logitsShape>> {}

import { z } from 'zod';

/** Options of readers of files that say all else themselves. */
export const fileShape = {
  /** The file, or its URL. */
  path: z.string().min(1).describe('The file, or its URL.'),
};

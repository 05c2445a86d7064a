import { z } from 'zod';

import { COLUMN_TYPES } from '../table.js';

/** Options of all readers of JSON. */
export const jsonShape = {
  /** The file, or its URL; compressed by gzip too. */
  path: z.string().min(1).describe('The file, or its URL; compressed by gzip too.'),
  /**
   * The type of some columns by name, which values are converted to: texts to dates, say. Default: what their values are.
   */
  types: z
    .record(z.string(), z.enum(COLUMN_TYPES))
    .optional()
    .describe(
      'The type of some columns by name, which values are converted to: texts to dates, say. Default: what their values are.',
    ),
};

/** The options of all readers of JSON, with defaults filled in. */
export type JsonSettings = z.output<z.ZodObject<typeof jsonShape>>;

import type { z } from 'zod';

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** Options with two ends, refused where they are not in order. */
export function ascending<Schema extends z.ZodType<Ends>>(schema: Schema): Schema {
  return schema.refine(({ low, high }) => low < high, { path: ['low'], message: 'must be below high' });
}

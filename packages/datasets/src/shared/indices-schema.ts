import { z } from 'zod';

import { describe } from './invalid-value.js';

/** Indices of samples: a list or a typed array. */
export type Indices = readonly number[] | Int32Array | Uint32Array | Uint16Array | Uint8Array;

const isTyped = (value: unknown): boolean =>
  [Int32Array, Uint32Array, Uint16Array, Uint8Array].some((type) => value instanceof type);

/** The schema of an option that is a list of indices. They are walked once, which for many is faster than an array of zod's. */
export const indicesSchema = z
  .any()
  .superRefine((value: unknown, context) => {
    if (!Array.isArray(value) && !isTyped(value)) {
      context.addIssue(`must be a list of indices, or a typed array of integers, got ${describe(value)}`);
      return;
    }
    const indices = value as ArrayLike<unknown>;
    if (indices.length === 0) context.addIssue('must have an index, got an empty list');
    for (let at = 0; at < indices.length; at++) {
      const index = indices[at];
      if (Number.isSafeInteger(index) && (index as number) >= 0) continue;
      const message = `must be the index of a sample, a whole number of at least 0, got ${describe(index)}`;
      context.addIssue({ code: 'custom', path: [at], message });
      return;
    }
  })
  .meta({ type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 1 }) as unknown as z.ZodType<
  Indices,
  Indices
>;

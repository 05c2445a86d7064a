import { z } from 'zod';

import { describe } from './invalid-value.js';

/** How long an epoch is, for samplers that draw. */
export const numSamplesShape = {
  /** The samples of an epoch. Default: as many as there are. */
  numSamples: z.int().positive().optional().describe('The samples of an epoch. Default: as many as there are.'),
};

/** Numbers of at least 0, one a sample: a list or a typed array. */
export type Weights = readonly number[] | Float32Array | Float64Array | Int32Array | Uint8Array;

/** The schema of an option that is a list of weights, walked once. */
export const weightsSchema = z
  .any()
  .superRefine((value: unknown, context) => {
    const isTyped = [Float32Array, Float64Array, Int32Array, Uint8Array].some((type) => value instanceof type);
    if (!Array.isArray(value) && !isTyped) {
      context.addIssue(`must be a list of numbers, or a typed array of them, got ${describe(value)}`);
      return;
    }
    const weights = value as ArrayLike<unknown>;
    let sum = 0;
    for (let at = 0; at < weights.length; at++) {
      const weight = weights[at];
      if (typeof weight === 'number' && weight >= 0 && weight < Infinity) sum += weight;
      else {
        const message = `must be a number of at least 0, got ${describe(weight)}`;
        context.addIssue({ code: 'custom', path: [at], message });
        return;
      }
    }
    if (!(sum > 0 && sum < Infinity)) context.addIssue('must have a number above 0, and a sum that is finite');
  })
  .meta({ type: 'array', items: { type: 'number', minimum: 0 }, minItems: 1 }) as unknown as z.ZodType<
  Weights,
  Weights
>;

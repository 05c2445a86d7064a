import { z } from 'zod';

import { defineComponent } from '../registry/define-component.js';
import type { Collate } from './collate.js';
import { stackAlike, stackSamples } from './stack-values.js';

const shape = {
  /**
   * Arrays that differ in shape from sample to sample, as target.boxes: they stay apart, one array a sample, in the
   * host's part of the batch. Default: `[]`.
   */
  ragged: z
    .array(z.string())
    .readonly()
    .default([])
    .describe(
      "Arrays that differ in shape from sample to sample, as target.boxes: they stay apart, one array a sample, in the host's part of the batch.",
    ),
};

/** Options of {@link stack}. */
export interface StackOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Stacks samples key by key: arrays along a new first axis, numbers to float32, truth values to bool, records part by part. Text, and
 * whatever stands under `metadata`, become lists that stay on the host.
 *
 * Numbers are always float32, so that the type of a batch does not depend on its values; use an {@link NdArray} to say another type.
 *
 * @throws `LML_SHAPE_MISMATCH` if parts of one key differ in shape or type; `LML_INVALID_ARGUMENT` if a sample lacks a key, or has a
 * bare list or typed array under it (wrap it: `ndArray(values)`), or an array that is none.
 *
 * @example
 * ```ts
 * import { ndArray, stack } from '@lml/core';
 *
 * const batch = stack()([
 *   { input: ndArray([1, 2]), target: 0 },
 *   { input: ndArray([3, 4]), target: 1 },
 * ]);
 * batch; // => { input: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }, target: { dtype: 'float32', shape: [2], data: Float32Array.of(0, 1) } }
 * ```
 */
export const stack = defineComponent({
  kind: 'collate',
  name: 'stack',
  summary: 'Samples of one shape, stacked along a new first axis.',
  schema: z.strictObject(shape),
  examples: [{}, { ragged: ['input'] }],
  create: ({ ragged }): Collate => {
    const apart = new Set(ragged);
    const collate: Collate = (samples, context = {}) =>
      stackSamples(samples, context, (name, arrays, stacking) =>
        apart.has(name) ? arrays : stackAlike(name, arrays, stacking),
      );
    return Object.assign(collate, { stacks: ragged.length === 0 });
  },
});

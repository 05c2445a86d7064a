import { defineComponent, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tfjsConformance, tfjsLoss, tfjsShape, type TfjsOptions } from '../shared/tfjs-loss.js';

const shape = {
  /** The axis of the vectors, counted from behind where it is negative; not the first, of samples. Default: `-1`. */
  axis: z
    .int()
    .default(-1)
    .describe('The axis of the vectors, counted from behind where it is negative; not the first, of samples.'),
};

/** Options of {@link tfjsCosineDistance}. */
export interface TfjsCosineDistanceOptions extends TfjsOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Cosine distance of TensorFlow.js: $`1 - \sum y x`$ along `axis` of prediction x and target y, both `[batch, …]`. Their lengths are to be
 * 1: unlike `cosine-similarity`, it does not make them so. `reduction: 'none'` keeps `axis` with size 1.
 *
 * With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives w v, `'sum'`
 * $`\sum w v`$, `'mean'` $`\sum w v / \sum w`$, and the default $`\sum w v`$ by the number of values whose weight is not 0. What the last
 * two divide by is the `total` by which batches are put together to an epoch.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, `axis` is the first or none of theirs, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsCosineDistance } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const prediction = tf.tensor2d([[0.6, 0.8], [1, 0]]);
 * tfjsCosineDistance({ reduction: 'none' })(prediction, tf.tensor2d([[1, 0], [1, 0]])); // => [[0.4], [0]]
 * ```
 *
 * @see [tf.losses.cosineDistance](https://js.tensorflow.org/api/4.22.0/#losses.cosineDistance) 4.22, whose first argument is the target
 */
export const tfjsCosineDistance = defineComponent({
  kind: 'loss',
  name: 'tfjs/cosine-distance',
  summary: 'One minus the product of rows, as tf.losses.cosineDistance.',
  schema: z.strictObject({ ...shape, ...tfjsShape }),
  examples: [{}, { axis: 1 }, { reduction: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ axis, reduction }, { name }) =>
    tfjsLoss({
      name,
      reduction,
      valueShape: (shape) => alongAxis(name, shape, axis),
      values: ({ prediction, target }) =>
        tf.losses.cosineDistance(target, prediction, axis, undefined, tf.Reduction.NONE),
    }),
});

function alongAxis(name: string, shape: readonly number[], axis: number): readonly number[] {
  const own = axis < 0 ? axis + shape.length : axis;
  if (own > 0 && own < shape.length) return shape.map((size, index) => (index === own ? 1 : size));
  throw new ShapeMismatchError(
    `${name} needs vectors along axis ${axis}, which is not that of samples, got ${showShape(shape)}. Give another axis, or [batch, …, width].`,
  );
}

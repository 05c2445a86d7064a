import { defineComponent, reductionShape, stopGradient } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowwiseLoss } from '../shared/rowwise-loss.js';

const shape = {
  /** Whether no gradient passes to the target, so that embeddings do not all become one. Default: `true`. */
  stopGradient: z
    .boolean()
    .default(true)
    .describe('Whether no gradient passes to the target, so that embeddings do not all become one.'),
  /** The least length by which a vector is divided. Default: `1e-8`. */
  eps: z.number().positive().default(1e-8).describe('The least length by which a vector is divided.'),
};

/** Options of {@link negativeCosine}. */
export interface NegativeCosineOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Negative cosine of BYOL and SimSiam: $`-\cos(p, z)`$ of each row of what a head foretells of one view, p, and the embedding of the other
 * view, z, both `[batch, …, features]`. The target z is a constant for gradients; without that both fall onto one point.
 *
 * A learner takes its mean with the views in both places. BYOL's $`2 - 2 \cos`$ is twice this, plus 2. {@link cosineSimilarity} is the same
 * against targets of the data. Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { negativeCosine } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [foretold, embedding] = [tf.tensor2d([[3, 0], [1, 1]]), tf.tensor2d([[2, 0], [1, -1]])];
 * negativeCosine({ reduction: 'none' })(foretold, embedding); // => [-1, 0]
 * ```
 *
 * @see Chen, He 2020, Exploring Simple Siamese Representation Learning; NegativeCosineSimilarity of lightly 1.6, which leaves it to the caller
 * to detach the target
 */
export const negativeCosine = defineComponent({
  kind: 'loss',
  name: 'negative-cosine',
  summary: 'What a head foretells of a view, against the embedding of the other as a constant (BYOL, SimSiam).',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { stopGradient: false, eps: 0.1 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ stopGradient: stops, eps, reduction }, { name }) =>
    rowwiseLoss({
      name,
      reduction,
      values({ prediction, target }) {
        const wanted = unit(stops ? stopGradient(target) : target, eps);
        return tf.neg(tf.sum(tf.mul(unit(prediction, eps), wanted), -1));
      },
    }),
});

/** Rows of length 1; those shorter than eps are divided by eps. */
function unit(rows: tf.Tensor, eps: number): tf.Tensor {
  const squared = tf.sum(tf.square(rows), -1, true);
  return tf.div(rows, tf.sqrt(tf.maximum(squared, eps ** 2)));
}

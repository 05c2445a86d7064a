import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { centred, offDiagonal, viewLoss } from '../shared/view-loss.js';

const shape = {
  /** What squared correlations of different features are multiplied by. Default: `5e-3`. */
  lambda: z
    .number()
    .min(0)
    .default(5e-3)
    .describe('What squared correlations of different features are multiplied by.'),
};

/** Options of {@link barlowTwins}. */
export interface BarlowTwinsOptions extends z.input<z.ZodObject<typeof shape>> {}

/** What is added to variances, as in a batch normalisation. */
const EPSILON = 1e-5;

/**
 * Barlow Twins: of the embeddings x and x′ of two views, `[batch, dims]` each, that belong together row by row,
 *
 * ```math
 * \sum_d (1 - C_{dd})^2 + λ \sum_{d \ne e} C_{de}^2
 * ```
 *
 * with the correlations C of the features of one view with those of the other, over the batch. Features are standardised as by a batch
 * normalisation: by the variance that is divided by the batch, plus 1e-5.
 *
 * The target is the other view, and gradients flow into both. It has one value for a batch, and takes no sample weights.
 *
 * @throws `LML_SHAPE_MISMATCH` if the views differ in shape or are not `[batch, dims]`; `LML_INVALID_ARGUMENT` for weights.
 *
 * @example
 * ```ts
 * import { barlowTwins } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [first, second] = [tf.tensor2d([[100, 300], [-100, -300]]), tf.tensor2d([[500, 200], [-500, -200]])];
 * barlowTwins({ lambda: 0.5 })(first, second); // => 1
 * ```
 *
 * @see Zbontar, Jing, Misra, LeCun, Deny 2021, Barlow Twins: Self-Supervised Learning via Redundancy Reduction; BarlowTwinsLoss of lightly 1.6
 */
export const barlowTwins = defineComponent({
  kind: 'loss',
  name: 'barlow-twins',
  summary: 'Two views whose features correlate with themselves alone (Barlow Twins).',
  schema: z.strictObject(shape),
  examples: [{}, { lambda: 0.5 }],
  conformance: { prediction: { shape: [4, 3] }, target: { shape: [4, 3] }, weights: false, separable: false },
  create: ({ lambda }, { name }) =>
    viewLoss({
      name,
      value(first, second) {
        const products = tf.matMul(standardised(first), standardised(second), true, false);
        const correlations = tf.div(products, first.shape[0]);
        const identity = tf.eye(first.shape.at(-1)!);
        const own = tf.sum(tf.square(tf.mul(identity, tf.sub(correlations, identity))));
        return tf.add(own, tf.mul(lambda, tf.sum(tf.square(offDiagonal(correlations)))));
      },
    }),
});

function standardised(view: tf.Tensor): tf.Tensor {
  const values = centred(view);
  return tf.div(values, tf.sqrt(tf.add(tf.mean(tf.square(values), 0), EPSILON)));
}

import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { centred, offDiagonal, viewLoss } from '../shared/view-loss.js';

const factor = z.number().min(0);
const shape = {
  /** What the distance of the two views is multiplied by. Default: `25`. */
  invariance: factor.default(25).describe('What the distance of the two views is multiplied by.'),
  /** What the lack of spread is multiplied by. Default: `25`. */
  variance: factor.default(25).describe('What the lack of spread is multiplied by.'),
  /** What the squared covariances of features are multiplied by. Default: `1`. */
  covariance: factor.default(1).describe('What the squared covariances of features are multiplied by.'),
  /** What is added to variances before their root. Default: `1e-4`. */
  eps: z.number().positive().default(1e-4).describe('What is added to variances before their root.'),
};

/** Options of {@link vicReg}. */
export interface VicRegOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * VICReg: of the embeddings x and x′ of two views, `[batch, dims]` each, that belong together row by row,
 *
 * ```math
 * λ \operatorname{mean}((x - x')^2) + \frac{μ}{2} (v(x) + v(x')) + ν (c(x) + c(x'))
 * ```
 *
 * with $`v(x) = \frac1D \sum_d \max(0, 1 - \sqrt{\operatorname{Var} x_d + ε})`$, which keeps each of the D features spread over the batch, and
 * $`c(x) = \frac1D \sum_{d \ne e} \operatorname{Cov}(x_d, x_e)^2`$, which keeps features from telling the same. Variances and covariances are
 * divided by batch − 1; of one sample they are 0.
 *
 * The target is the other view, and gradients flow into both. It has one value for a batch, and takes no sample weights.
 *
 * @throws `LML_SHAPE_MISMATCH` if the views differ in shape or are not `[batch, dims]`; `LML_INVALID_ARGUMENT` for weights.
 *
 * @example
 * ```ts
 * import { vicReg } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [first, second] = [tf.tensor2d([[1, 1], [-1, -1]]), tf.tensor2d([[1, 2], [-1, -1]])];
 * vicReg({ covariance: 0 })(first, second); // => 25 / 4
 * vicReg({ invariance: 0 })(first, first); // => 8
 * ```
 *
 * @see Bardes, Ponce, LeCun 2021, VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning; VICRegLoss of lightly
 * 1.6 and of pytorch-metric-learning 2.9
 */
export const vicReg = defineComponent({
  kind: 'loss',
  name: 'vic-reg',
  summary: 'Two views alike, features spread and uncorrelated (VICReg).',
  schema: z.strictObject(shape),
  examples: [{}, { invariance: 1, variance: 2, covariance: 0.5, eps: 0.01 }],
  conformance: { prediction: { shape: [4, 3] }, target: { shape: [4, 3] }, weights: false, separable: false },
  create: ({ invariance, variance, covariance, eps }, { name }) =>
    viewLoss({
      name,
      value(first, second) {
        const ofViews = [first, second].map((view) => {
          const covariances = covariancesOf(view);
          const lacking = tf.mean(tf.relu(tf.sub(1, tf.sqrt(tf.add(variancesOf(view), eps)))));
          const alike = tf.div(tf.sum(tf.square(offDiagonal(covariances))), view.shape[1]!);
          return tf.add(tf.mul(variance / 2, lacking), tf.mul(covariance, alike));
        });
        return tf.addN([tf.mul(invariance, tf.mean(tf.squaredDifference(first, second))), ...ofViews]);
      },
    }),
});

/** What variances and covariances are divided by. */
function freedom(view: tf.Tensor): number {
  return Math.max(1, view.shape[0] - 1);
}

function variancesOf(view: tf.Tensor): tf.Tensor {
  return tf.div(tf.sum(tf.square(centred(view)), 0), freedom(view));
}

function covariancesOf(view: tf.Tensor): tf.Tensor {
  const values = centred(view);
  return tf.div(tf.matMul(values, values, true, false), freedom(view));
}

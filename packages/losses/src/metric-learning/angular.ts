import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** The largest angle at a negative, in degrees up to 60, beyond which sums would leave float32. Default: `40`. */
  alpha: z
    .number()
    .min(0)
    .max(60)
    .default(40)
    .describe('The largest angle at a negative, in degrees up to 60, beyond which sums would leave float32.'),
};

/** Options of {@link angular}. */
export interface AngularOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Angular loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`: in the triangle of two samples of one class and one of another,
 * the angle at the latter is to be small. Of embeddings of length one, a pair (a, p) of one class has the value
 *
 * ```math
 * \ln \Bigl(1 + \sum_{n} e^{4 \tan^2 α \, (a + p) · n - 2 (1 + \tan^2 α) \, a · p}\Bigr)
 * ```
 *
 * where n are the samples of other classes. `reduction: 'mean'` divides by the number of pairs, each of which is there twice (0 where there is
 * none), `'none'` gives `[batch, batch]`. A weight, one a sample, counts the pairs that it is the first of. See {@link pairwiseLoss}.
 *
 * All n have length one here too, as in the paper; PyTorch metric learning takes them as they are. The sums over them are one product of matrices, so that
 * memory grows with the square of the batch only.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { angular } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[1, 0], [2, 0], [0, 1]]);
 * angular({ alpha: 45 })(embeddings, tf.tensor1d([0, 0, 1], 'int32')); // => Math.log(1 + Math.exp(-4))
 * ```
 *
 * @see Wang, Zhou, Wen, Liu, Lin 2017, Deep Metric Learning with Angular Loss;
 * [AngularLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#angularloss) 2.9
 */
export const angular = defineComponent({
  kind: 'loss',
  name: 'angular',
  summary: 'Two samples of one class and one of another by the angle at the latter.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { alpha: 30, reduction: 'sum' }, { alpha: 55, reduction: 'none' }],
  conformance: pairConformance,
  create({ alpha, reduction }, { name }) {
    const squared = Math.tan((alpha * Math.PI) / 180) ** 2;
    return pairwiseLoss({
      name,
      reduction,
      distance: 'cosine',
      compute({ distances, positives, negatives }) {
        const cosines = tf.neg(distances);
        // e^{(a + p) · n} is a product, so that the sum over n is one of matrices.
        const powers = tf.mul(tf.exp(tf.mul(4 * squared, tf.sub(cosines, 1))), negatives);
        const sums = tf.matMul(powers, powers, false, true);
        const counts = tf.logicalAnd(tf.greater(positives, 0), tf.greater(sums, 0));
        const logs = tf.add(tf.log(tf.where(counts, sums, tf.onesLike(sums))), 8 * squared);
        const values = tf.softplus(tf.sub(logs, tf.mul(2 * (1 + squared), cosines)));
        return { values: { values: tf.where(counts, values, tf.zerosLike(values)), counts: positives } };
      },
    });
  },
});

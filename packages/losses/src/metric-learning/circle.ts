import { defineComponent, reductionShape, stopGradient } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { maskedLogSumExp } from '../shared/embedding-pairs.js';
import { nonZero, pairConformance, pairwiseLoss } from '../shared/pairwise-loss.js';

const shape = {
  /** How much similarities may miss 1 and 0: from 0, more is easier. Default: `0.4`. */
  m: z.number().default(0.4).describe('How much similarities may miss 1 and 0: from 0, more is easier.'),
  /** What similarities are multiplied by; large values make the hardest pairs count more. Default: `80`. */
  gamma: z
    .number()
    .positive()
    .default(80)
    .describe('What similarities are multiplied by; large values make the hardest pairs count more.'),
};

/** Options of {@link circle}. */
export interface CircleOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Circle loss of a batch of embeddings, `[batch, dims]`, and their classes, `[batch]`. With the cosines s of a sample to the others of its class
 * and to those of other classes, its value is
 *
 * ```math
 * \ln \Bigl(1 + \sum_{-} e^{γ α_- (s_- - m)} \sum_{+} e^{-γ α_+ (s_+ - 1 + m)}\Bigr), \quad
 * α_+ = \max(0, 1 + m - s_+), \quad α_- = \max(0, s_- + m)
 * ```
 *
 * through whose factors α no gradient flows; it is 0 where there are none of its class, or of others. `reduction: 'mean'` divides by the number of
 * values above 0, `'none'` gives one a sample. Weights are one a sample. See {@link pairwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { circle } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = tf.tensor2d([[1, 0], [2, 0], [0, 1]]);
 * circle({ m: 0.5, gamma: 1 })(embeddings, tf.tensor1d([0, 0, 1], 'int32')); // => Math.log(1 + Math.exp(-0.25 - 0.25))
 * ```
 *
 * @see Sun et al. 2020, Circle Loss: A Unified Perspective of Pair Similarity Optimization;
 * [CircleLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#circleloss) 2.9
 */
export const circle = defineComponent({
  kind: 'loss',
  name: 'circle',
  summary: 'Similarities of a batch, where those that are farther from what they should be count more.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{ gamma: 8 }, { m: 0.25, gamma: 4, reduction: 'sum' }, { reduction: 'none' }],
  // Differences would go through the factors, which gradients do not.
  conformance: { ...pairConformance, tolerance: 1.5 },
  create: ({ m, gamma, reduction }, { name }) =>
    pairwiseLoss({
      name,
      reduction,
      distance: 'cosine',
      compute({ distances, positives, negatives }) {
        const cosines = tf.neg(distances);
        const free = stopGradient(cosines);
        const pull = tf.mul(tf.relu(tf.sub(1 + m, free)), tf.sub(1 - m, cosines));
        const push = tf.mul(tf.relu(tf.add(free, m)), tf.sub(cosines, m));
        const [near, far] = [
          maskedLogSumExp(tf.mul(pull, gamma), positives),
          maskedLogSumExp(tf.mul(push, gamma), negatives),
        ];
        const hasBoth = tf.logicalAnd(tf.any(tf.greater(positives, 0), 1), tf.any(tf.greater(negatives, 0), 1));
        const values = tf.where(hasBoth, tf.softplus(tf.add(near, far)), tf.zerosLike(near));
        return { values: nonZero(values) };
      },
    }),
});

import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss } from '../shared/class-score-loss.js';
import { counted } from '../shared/counted.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';

const shape = {
  /** How much it is like the absolute error, from near 0 to 1. Default: `0.5`. */
  q: z.number().gt(0).max(1).default(0.5).describe('How much it is like the absolute error, from near 0 to 1.'),
};

/** Options of {@link generalisedCrossEntropy}. */
export interface GeneralisedCrossEntropyOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Generalised cross-entropy: of logits x, `[batch, …, classes]`, with the probability p of the right class, $`(1 - p^q) / q`$: nearly
 * cross-entropy for small q, the absolute error for q = 1, which wrong labels disturb less.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}: class indices `[batch, …]`, or probabilities of the shape of the
 * prediction. Stable for logits of any size.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { generalisedCrossEntropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * generalisedCrossEntropy({ q: 1 })(tf.tensor2d([[0, 0]]), tf.tensor1d([0], 'int32')); // => 0.5
 * ```
 *
 * @see Zhang, Sabuncu 2018, Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels;
 * [keras.losses.CategoricalGeneralizedCrossEntropy](https://keras.io/api/losses/probabilistic_losses/) 3, which takes probabilities
 */
export const generalisedCrossEntropy = defineComponent({
  kind: 'loss',
  name: 'generalised-cross-entropy',
  summary: 'Between cross-entropy and the mean absolute error, for wrong labels.',
  schema: z.strictObject({ ...classScoreShape, ...shape, ...reductionShape }),
  examples: [{}, { q: 1 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ q, ...options }, { name }) =>
    classScoreLoss({
      name,
      ...options,
      values: ({ prediction, target }) => {
        const powers = tf.exp(tf.mul(q, tf.logSoftmax(prediction)));
        return tf.div(tf.sum(counted(target, tf.sub(1, powers)), -1), q);
      },
    }),
});

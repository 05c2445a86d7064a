import { defineComponent, sumAll } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { maskConformance } from '../shared/mask-conformance.js';
import { logitsShape, maskShape, type MaskOptions } from '../shared/mask-shape.js';
import { masksOf, maskWeights } from '../shared/masks.js';
import { pairLoss } from '../shared/pair-loss.js';

const shape = {
  /** What is added to each of the four counts, so that masks without a position have a value. Default: `1e-5`. */
  eps: z
    .number()
    .positive()
    .default(1e-5)
    .describe('What is added to each of the four counts, so that masks without a position have a value.'),
};

/** Options of {@link mcc}. */
export interface MccOptions extends MaskOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * 1 − the Matthews correlation coefficient of masks of one class, prediction and target both `[batch, …]`: with the counts of positions that
 * are rightly and wrongly positive and negative, over the whole batch, in shares of them,
 *
 * ```math
 * 1 - \frac{TP \cdot TN - FP \cdot FN}{\sqrt{(TP + FP)(TP + FN)(TN + FP)(TN + FN)}}
 * ```
 *
 * It is 0 where both agree, 1 where they have nothing to do with each other or nothing counts, 2 where they contradict.
 *
 * It is a ratio over the batch: weights and what becomes of batches are as of {@link overlapLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { mcc } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const target = tf.tensor2d([[1, 0, 0, 1]]);
 * mcc({ fromLogits: false })(tf.tensor2d([[1, 0.5, 0, 1]]), target); // => 0.2254
 * mcc({ fromLogits: false })(tf.tensor2d([[1, 1, 0, 0]]), target); // => 1
 * ```
 *
 * @see segmentation_models_pytorch.losses.MCCLoss 0.6, which takes probabilities only and ignores nothing; Abhishek and Hamarneh 2021, Matthews
 * Correlation Coefficient Loss for Deep Convolutional Networks
 */
export const mcc = defineComponent({
  kind: 'loss',
  name: 'mcc',
  summary: 'Masks of one class by the Matthews correlation coefficient.',
  schema: z.strictObject({ ...shape, ...maskShape, ...logitsShape }),
  examples: [{}, { eps: 0.5 }],
  conformance: maskConformance({ mode: 'binary' }),
  create({ eps, ...settings }, { name }) {
    const reading = { name, mode: 'binary', ...settings } as const;
    return pairLoss({
      name,
      reduction: 'mean',
      scores: settings.fromLogits ? 'logits' : 'probabilities',
      value(pair) {
        const { prediction, target } = masksOf(reading, pair);
        const weights = maskWeights(reading, pair);
        const count = (one: tf.Tensor, other: tf.Tensor): tf.Tensor =>
          tf.add(sumAll(tf.mul(weights, tf.mul(one, other))), eps);
        const [notPrediction, notTarget] = [tf.sub(1, prediction), tf.sub(1, target)];
        const [positive, negative] = [count(prediction, target), count(notPrediction, notTarget)];
        const [extra, missed] = [count(prediction, notTarget), count(notPrediction, target)];
        // The product of all four is too large for float32 where there are many positions.
        const root = (one: tf.Tensor, other: tf.Tensor): tf.Tensor => tf.sqrt(tf.mul(one, other));
        const predicted = root(tf.add(positive, extra), tf.add(negative, missed));
        const right = root(tf.add(positive, missed), tf.add(negative, extra));
        const agreement = tf.sub(tf.mul(positive, negative), tf.mul(extra, missed));
        return tf.sub(1, tf.div(agreement, tf.mul(predicted, right)));
      },
      total: (pair) => sumAll(maskWeights(reading, pair)),
    });
  },
});

import { alignWeight, asFloat, defineComponent, reduce, requireSameShape, sizeOf, sumAll } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { pairLoss, type LossPair } from '../shared/pair-loss.js';

const shape = {
  /** The range of the values of pixels. Default: `1`. */
  maxVal: z.number().positive().default(1).describe('The range of the values of pixels.'),
};

/** Options of {@link psnr}. */
export interface PsnrOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The negative peak signal-to-noise ratio of prediction and target, both `[batch, …]`, in decibels: $`10 \log_{10} (\text{MSE} / L^2)`$ with the
 * mean squared error of all elements and the range L of values (`maxVal`). It is −∞, without a slope, where both are equal throughout.
 *
 * It is of the whole batch, no mean of images: the loss of an epoch, and accumulated gradients, are the means of those of the batches,
 * weighted by elements. Weights, one a sample (`[batch]`) or of further first axes, are those of the squared errors.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { psnr } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * psnr()(tf.tensor2d([[0.5, 0.5]]), tf.tensor2d([[0.6, 0.4]])); // => -20.00
 * ```
 *
 * @see kornia.losses.PSNRLoss 0.9, whose range has no default
 */
export const psnr = defineComponent({
  kind: 'loss',
  name: 'psnr',
  summary: 'Images by the logarithm of their mean squared error, in decibels.',
  schema: z.strictObject(shape),
  examples: [{}, { maxVal: 255 }],
  conformance: { separable: false },
  create({ maxVal }, { name }) {
    const total = ({ prediction, weight }: LossPair): tf.Tensor | number => {
      if (weight === undefined) return sizeOf(prediction.shape);
      const aligned = alignWeight(name, weight, prediction.shape);
      return tf.mul(sumAll(aligned.weight), aligned.repeats);
    };
    return pairLoss({
      name,
      reduction: 'mean',
      value(pair) {
        const { prediction, target, weight } = pair;
        requireSameShape(name, prediction, target);
        const errors = tf.squaredDifference(asFloat(prediction), asFloat(target));
        const weighted = weight === undefined ? errors : tf.mul(errors, alignWeight(name, weight, errors.shape).weight);
        const error = reduce(weighted, 'mean', () => total(pair));
        return tf.mul(10 / Math.LN10, tf.sub(tf.log(error), 2 * Math.log(maxVal)));
      },
      total,
    });
  },
});

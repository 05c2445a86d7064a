import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { binaryShape, perClass, type BinaryOptions } from '../shared/binary-shape.js';
import { elementwiseLoss } from '../shared/elementwise-loss.js';

/** Options of {@link bce}. */
export interface BceOptions extends BinaryOptions, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Binary cross-entropy of probabilities: of probability x and target y, both from 0 to 1 and `[batch, …]`,
 * $`-a \, (y \ln x + (1 - y) \ln (1 - x))`$ with the class weight a. Logarithms are −100 at the least. Of a model's logits
 * {@link bceWithLogits} is more exact.
 *
 * Reduction and weights of samples are those of {@link elementwiseLoss}. No value is read back, so that a prediction that is no
 * probability cannot be refused: it makes loss and gradient NaN, at which a trainer stops.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { bce } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * bce({ reduction: 'none' })(tf.tensor1d([0.5, 0, 1]), tf.tensor1d([1, 1, 1])); // => [Math.LN2, 100, 0]
 * ```
 *
 * @see [torch.nn.BCELoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html) 2.x, whose `weight` is of any shape
 * that fits
 */
export const bce = defineComponent({
  kind: 'loss',
  name: 'bce',
  summary: 'Binary cross-entropy of probabilities.',
  schema: z.strictObject({ ...binaryShape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: { prediction: { shape: [4, 2], low: 0.1, high: 0.9 }, target: { shape: [4, 2], low: 0, high: 1 } },
  create: ({ weight, reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      scores: 'probabilities',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values({ prediction, target }) {
        const positive = tf.mul(target, clampedLog(prediction));
        const values = tf.neg(tf.add(positive, tf.mul(tf.sub(1, target), clampedLog(tf.sub(1, prediction)))));
        const ofClass = perClass(name, 'weight', weight, prediction);
        return ofClass === undefined ? values : tf.mul(values, ofClass);
      },
    }),
});

/** The logarithm of a probability, −100 at the least; NaN below 0. As PyTorch's, its slope is 1e12 at the most, and never lost. */
const clampedLog = tf.customGrad((probability, save) => {
  const value = probability as tf.Tensor;
  (save as tf.GradSaveFunc)([value]);
  return {
    value: tf.maximum(tf.log(value), -100),
    gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => tf.div(gradient, tf.maximum(saved[0]!, 1e-12)),
  };
});

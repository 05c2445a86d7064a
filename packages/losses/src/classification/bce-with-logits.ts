import { defineComponent, reductionShape } from '@lml/core';
import { z } from 'zod';

import { weightedEntropy } from '../shared/binary-entropy.js';
import { binaryShape, positiveShape, type BinaryOptions, type PositiveOptions } from '../shared/binary-shape.js';
import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** How far targets are moved from 0 and 1 towards 1/2, from 0 to 1. Default: `0`. */
  labelSmoothing: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How far targets are moved from 0 and 1 towards 1/2, from 0 to 1.'),
};

/** Options of {@link bceWithLogits}. */
export interface BceWithLogitsOptions
  extends
    BinaryOptions,
    PositiveOptions,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Binary cross-entropy of a sigmoid: of logit x and target y from 0 to 1, both `[batch, …]`,
 * $`a \, ((1 - y) x + (1 + (p - 1) y) (\ln (1 + e^{-|x|}) + \max(-x, 0)))`$ with the class weight a and the weight p of positive
 * targets. For classes that do not exclude each other, along the last axis, or for one yes or no. Stable for logits of any size.
 *
 * Reduction and weights of samples are those of {@link elementwiseLoss}. The mean divides by the number of elements (or the weights of
 * samples), whatever the weights of classes.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { bceWithLogits } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [logits, target] = [tf.tensor1d([0, 600, -600]), tf.tensor1d([1, 1, 1])];
 * bceWithLogits({ reduction: 'none' })(logits, target); // => [Math.LN2, 0, 600]
 * bceWithLogits({ posWeight: 3, reduction: 'none' })(logits, target); // => [3 * Math.LN2, 0, 1800]
 * ```
 *
 * @see [torch.nn.BCEWithLogitsLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html) 2.x, whose `weight`
 * is of any shape that fits; the smoothing is that of segmentation-models-pytorch's SoftBCEWithLogitsLoss and of Keras
 */
export const bceWithLogits = defineComponent({
  kind: 'loss',
  name: 'bce-with-logits',
  summary: 'Binary cross-entropy of logits, for classes that do not exclude each other.',
  schema: z.strictObject({ ...binaryShape, ...positiveShape, ...shape, ...reductionShape }),
  examples: [{}, { posWeight: 2, labelSmoothing: 0.1 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ reduction, ...options }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values: (elements) => weightedEntropy({ name, ...options }, elements),
    }),
});

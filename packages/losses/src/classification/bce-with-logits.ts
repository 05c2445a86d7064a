import { defineComponent, ownedState, reductionShape } from '@lml/core';
import { z } from 'zod';

import { BALANCE, balancedPositives } from '../shared/balanced.js';
import { weightedEntropy } from '../shared/binary-entropy.js';
import { binaryShape, positiveShape, type BinaryOptions } from '../shared/binary-shape.js';
import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /**
   * What positive targets count, of all or of each class along the last axis, or 'balanced' as much as negative ones in
   * the training data. Default: 1.
   */
  posWeight: z
    .union([positiveShape.posWeight.unwrap(), z.literal('balanced')])
    .optional()
    .describe(
      "What positive targets count, of all or of each class along the last axis, or 'balanced' as much as negative ones in the training data. Default: 1.",
    ),
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
  extends BinaryOptions, z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Binary cross-entropy of a sigmoid: of logit x and target y from 0 to 1, both `[batch, …]`,
 * $`a \, ((1 - y) x + (1 + (p - 1) y) (\ln (1 + e^{-|x|}) + \max(-x, 0)))`$ with the class weight a and the weight p of positive
 * targets. For classes that do not exclude each other, along the last axis, or for one yes or no. Stable for logits of any size.
 *
 * With `posWeight: 'balanced'` p is what negative targets are by positive ones, of each class in the training part, before transforms: computed
 * before the first fit, and kept in checkpoints as `loss/balance`.
 *
 * Reduction and weights of samples are those of {@link elementwiseLoss}. The mean divides by the number of elements (or the weights of
 * samples), whatever the weights of classes.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit; `LML_NOT_FITTED` for balanced weights
 * before a fit, and `LML_INVALID_ARGUMENT`, from a fit, where a class has no positive target.
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
  schema: z.strictObject({ ...binaryShape, ...shape, ...reductionShape }),
  examples: [{}, { posWeight: 2, labelSmoothing: 0.1 }, { reduction: 'sum' }, { reduction: 'none' }],
  create({ reduction, posWeight: given, ...options }, { name }) {
    const own = given === 'balanced' ? ownedState({ fitted: { [BALANCE]: balancedPositives(name) } }) : undefined;
    const loss = elementwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values(elements) {
        const posWeight = given === 'balanced' ? own!.read(BALANCE) : given;
        return weightedEntropy({ name, ...options, posWeight }, elements);
      },
    });
    return own === undefined ? loss : Object.assign(loss, { state: own.state, load: own.load });
  },
});

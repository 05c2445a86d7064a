import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { weightedEntropy } from '../shared/binary-entropy.js';
import { binaryShape, positiveShape, type BinaryOptions, type PositiveOptions } from '../shared/binary-shape.js';
import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** How far targets are moved from 0 and 1 towards each other, from 0 to 0.5. Default: `0`. */
  smoothFactor: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe('How far targets are moved from 0 and 1 towards each other, from 0 to 0.5.'),
  /** The target whose positions have the value 0. Default: `-100`. */
  ignoreIndex: z.int().default(-100).describe('The target whose positions have the value 0.'),
};

/** Options of {@link softBce}. */
export interface SoftBceOptions
  extends
    BinaryOptions,
    PositiveOptions,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Binary cross-entropy of masks with positions to be ignored: that of {@link bceWithLogits}, of logits and targets from 0 to 1, both
 * `[batch, …]`, and 0 where the target is `ignoreIndex`. Targets 1 and 0 are taken as 1 − s and s, with s the option `smoothFactor`; it
 * is half of what `labelSmoothing` is there.
 *
 * Reduction and weights of samples are those of {@link elementwiseLoss}. As in segmentation-models-pytorch the mean divides by all
 * elements, those ignored too; give sample weights of 0 for another mean.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { softBce } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * softBce()(tf.tensor2d([[0, 3]]), tf.tensor2d([[1, -100]])); // => Math.LN2 / 2
 * ```
 *
 * @see segmentation_models_pytorch.losses.SoftBCEWithLogitsLoss 0.6
 */
export const softBce = defineComponent({
  kind: 'loss',
  name: 'soft-bce',
  summary: 'Binary cross-entropy of masks with positions to be ignored.',
  schema: z.strictObject({ ...binaryShape, ...positiveShape, ...shape, ...reductionShape }),
  examples: [{}, { posWeight: 2, smoothFactor: 0.1 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ weight, posWeight, smoothFactor, ignoreIndex, reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values({ prediction, target }) {
        const counts = tf.notEqual(target, ignoreIndex);
        const none = tf.zerosLike(target);
        const known = tf.where(counts, target, none);
        const options = { name, weight, posWeight, labelSmoothing: 2 * smoothFactor };
        return tf.where(counts, weightedEntropy(options, { prediction, target: known }), none);
      },
    }),
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { maskConformance } from '../shared/mask-conformance.js';
import { logitsShape, maskShape } from '../shared/mask-shape.js';
import { overlapLoss } from '../shared/overlap-loss.js';
import { checkClasses, overlapShape, type OverlapOptions } from '../shared/overlap-shape.js';

/** Options of {@link dice}. */
export interface DiceOptions extends OverlapOptions {}

/**
 * Dice loss, of masks: 1 − twice what prediction and target share by what both have together, of each class over the whole batch, or with
 * `logLoss` its negative logarithm. Also F1 loss.
 *
 * Shapes, absent and ignored classes, weights and what becomes of batches are those of {@link overlapLoss}, with α = β = 1/2.
 *
 * @throws `LML_INVALID_OPTIONS` for classes or class weights with `mode: 'binary'`; `LML_SHAPE_MISMATCH`, from the loss, where prediction and
 * target, weights, `classes` or `classWeights` do not fit.
 *
 * @example
 * ```ts
 * import { dice } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor2d([[1, 1, 0, 0]]), tf.tensor2d([[1, 0, 0, 1]])];
 * dice({ mode: 'binary', fromLogits: false })(prediction, target); // => 0.5
 * dice({ mode: 'multiclass' })(tf.zeros([1, 4, 2]), tf.tensor2d([[0, 1, 1, 1]], [1, 4], 'int32')); // => 1 - (1 / 3 + 3 / 5) / 2
 * ```
 *
 * @see segmentation_models_pytorch.losses.DiceLoss 0.6, which refuses an index −100 unless it is told; Milletari et al. 2016, V-Net
 */
export const dice = defineComponent({
  kind: 'loss',
  name: 'dice',
  summary: 'Masks by what they share, of what both have (F1).',
  schema: z.strictObject({ ...overlapShape, ...maskShape, ...logitsShape }).superRefine(checkClasses),
  examples: [
    { mode: 'binary' },
    { mode: 'multiclass', classWeights: [1, 2, 0.5] },
    { mode: 'multilabel', smooth: 1, logLoss: true },
  ],
  conformance: maskConformance,
  create: (options, { name }) => overlapLoss({ name, alpha: 0.5, beta: 0.5, ...options }),
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { maskConformance } from '../shared/mask-conformance.js';
import { logitsShape, maskShape } from '../shared/mask-shape.js';
import { overlapLoss } from '../shared/overlap-loss.js';
import { checkClasses, overlapShape, type OverlapOptions } from '../shared/overlap-shape.js';

/** Options of {@link jaccard}. */
export interface JaccardOptions extends OverlapOptions {}

/**
 * Jaccard loss, of masks: 1 − intersection over union, of each class over the whole batch, or with `logLoss` its negative logarithm. Also IoU
 * loss.
 *
 * Shapes, absent and ignored classes, weights and what becomes of batches are those of {@link overlapLoss}, with α = β = 1.
 *
 * @throws `LML_INVALID_OPTIONS` for classes or class weights with `mode: 'binary'`; `LML_SHAPE_MISMATCH`, from the loss, where prediction and
 * target, weights, `classes` or `classWeights` do not fit.
 *
 * @example
 * ```ts
 * import { jaccard } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor2d([[1, 1, 0, 0]]), tf.tensor2d([[1, 0, 0, 1]])];
 * jaccard({ mode: 'binary', fromLogits: false })(prediction, target); // => 1 - 1 / 3
 * ```
 *
 * @see segmentation_models_pytorch.losses.JaccardLoss 0.6, which refuses an index −100 unless it is told
 */
export const jaccard = defineComponent({
  kind: 'loss',
  name: 'jaccard',
  summary: 'Masks by their intersection over their union (IoU).',
  schema: z.strictObject({ ...overlapShape, ...maskShape, ...logitsShape }).superRefine(checkClasses),
  examples: [
    { mode: 'binary', smooth: 1 },
    { mode: 'multiclass', classes: [1, 2] },
    { mode: 'multilabel', logLoss: true },
  ],
  conformance: maskConformance,
  create: (options, { name }) => overlapLoss({ name, alpha: 1, beta: 1, ...options }),
});

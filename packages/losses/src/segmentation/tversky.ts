import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { maskConformance } from '../shared/mask-conformance.js';
import { logitsShape, maskShape } from '../shared/mask-shape.js';
import { overlapLoss } from '../shared/overlap-loss.js';
import { checkClasses, overlapShape, type OverlapOptions } from '../shared/overlap-shape.js';

const shape = {
  /** What a position counts that is predicted but not right. Default: `0.5`. */
  alpha: z.number().min(0).default(0.5).describe('What a position counts that is predicted but not right.'),
  /** What a position counts that is right but not predicted. Default: `0.5`. */
  beta: z.number().min(0).default(0.5).describe('What a position counts that is right but not predicted.'),
  /** The power of the mean over the classes; other than 1 it is the focal Tversky loss. Default: `1`. */
  gamma: z
    .number()
    .positive()
    .default(1)
    .describe('The power of the mean over the classes; other than 1 it is the focal Tversky loss.'),
};

/** Options of {@link tversky}. */
export interface TverskyOptions extends OverlapOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Tversky loss, of masks: 1 − what prediction and target share, by that and what is too much (α) and too little (β), of each class over the
 * whole batch, or with `logLoss` its negative logarithm. Missed positions weigh more with β > α. With α = β = 1/2 it is Dice, with 1 Jaccard.
 *
 * With `gamma` it is the focal Tversky loss: the mean over the classes is raised to that power, as in segmentation-models-pytorch; the paper
 * raises each class to 1/γ. At 0 it has no slope, whatever the power.
 *
 * Shapes, absent and ignored classes, weights and what becomes of batches are those of {@link overlapLoss}.
 *
 * @throws `LML_INVALID_OPTIONS` for classes or class weights with `mode: 'binary'`; `LML_SHAPE_MISMATCH`, from the loss, where prediction and
 * target, weights, `classes` or `classWeights` do not fit.
 *
 * @example
 * ```ts
 * import { tversky } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor2d([[1, 1, 1, 0]]), tf.tensor2d([[1, 0, 0, 1]])];
 * const options = { mode: 'binary', fromLogits: false } as const;
 * tversky({ ...options, alpha: 0.25, beta: 0.75 })(prediction, target); // => 1 - 1 / (1 + 0.5 + 0.75)
 * tversky({ ...options, gamma: 2 })(prediction, target); // => 0.36
 * ```
 *
 * @see segmentation_models_pytorch.losses.TverskyLoss 0.6, which refuses an index −100 unless it is told; Salehi et al. 2017, Tversky Loss
 * Function for Image Segmentation; Abraham and Khan 2018, A Novel Focal Tversky Loss Function
 */
export const tversky = defineComponent({
  kind: 'loss',
  name: 'tversky',
  summary: 'Masks by what they share, with weights for what is too much and too little; with gamma focal.',
  schema: z.strictObject({ ...overlapShape, ...maskShape, ...logitsShape, ...shape }).superRefine(checkClasses),
  examples: [
    { mode: 'binary', alpha: 0.25, beta: 0.75 },
    { mode: 'multiclass', gamma: 0.75 },
    { mode: 'multilabel', beta: 1, gamma: 2 },
  ],
  conformance: maskConformance,
  create: (options, { name }) => overlapLoss({ name, ...options }),
});

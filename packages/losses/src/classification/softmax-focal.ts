import { defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';
import { counted } from '../shared/counted.js';

const shape = {
  /** How much samples that are right already are played down. Default: `2`. */
  gamma: z.number().min(0).default(2).describe('How much samples that are right already are played down.'),
};

/** Options of {@link softmaxFocal}. */
export interface SoftmaxFocalOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Focal loss of classes that exclude each other: of logits x, `[batch, …, classes]`, with the probability p of the right class,
 * $`-a \, (1 - p)^γ \ln p`$ with class weights a. With γ = 0 it is cross-entropy.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}: class indices `[batch, …]`, or probabilities of the shape of the
 * prediction. Stable for logits of any size.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { softmaxFocal } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * softmaxFocal()(tf.tensor2d([[0, 0]]), tf.tensor1d([0], 'int32')); // => Math.LN2 / 4
 * ```
 *
 * @see Lin et al. 2017, Focal Loss for Dense Object Detection;
 * [keras.losses.CategoricalFocalCrossentropy](https://keras.io/api/losses/probabilistic_losses/) 3, whose `alpha` is one weight for all
 * classes, 0.25
 */
export const softmaxFocal = defineComponent({
  kind: 'loss',
  name: 'softmax-focal',
  summary: 'Cross-entropy that plays down what is right already.',
  schema: z.strictObject({ ...classScoreShape, ...shape, ...reductionShape }),
  examples: [{}, { gamma: 0 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ gamma, ...options }, { name }) =>
    classScoreLoss({ name, ...options, values: ({ prediction, target }) => focal(prediction, target, gamma) }),
});

function focal(prediction: tf.Tensor, target: tf.Tensor, gamma: number): tf.Tensor {
  if (gamma === 0) return softmaxCrossEntropy(prediction, target);
  const logarithms = tf.logSoftmax(prediction);
  // Not quite 0, where a power below 1 has no slope.
  const wrong = tf.maximum(tf.neg(tf.expm1(logarithms)), 1e-12);
  return tf.neg(tf.sum(counted(target, tf.mul(tf.pow(wrong, gamma), logarithms)), -1));
}

import {
  asFloat,
  defineComponent,
  ownedState,
  reductionShape,
  requireTensor,
  ShapeMismatchError,
  showShape,
  softmaxCrossEntropy,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { balanceOf, classScoreLoss } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';
import { linear, linearBias, linearKernel } from '../shared/linear.js';

const shape = {
  /** How many features a prediction has, along its last axis. */
  inFeatures: z.int().min(1).describe('How many features a prediction has, along its last axis.'),
  /** How many classes there are. */
  numClasses: z.int().min(1).describe('How many classes there are.'),
  /** Whether something learnt is added to the scores. Default: `false`. */
  bias: z.boolean().default(false).describe('Whether something learnt is added to the scores.'),
  /** How much of each target is spread over all classes, from 0 to 1. Default: `0`. */
  labelSmoothing: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How much of each target is spread over all classes, from 0 to 1.'),
};

/** Options of {@link linearCrossEntropy}. */
export interface LinearCrossEntropyOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Cross-entropy of a linear layer that the loss owns: of features h, `[batch, …, inFeatures]`, {@link crossEntropy} of the scores
 * $`h W + b`$. The model ends with features, which other tasks can use; the classes belong to the loss.
 *
 * `kernel` W, `[inFeatures, numClasses]`, and `bias` are weights of the loss, trained with the model and kept in checkpoints as
 * `loss/kernel` and `loss/bias`; they begin as PyTorch's `Linear` does. Targets, weights and reduction are those of {@link crossEntropy}.
 *
 * Scores of all classes are computed at once: PyTorch's, which computes them in chunks to save memory, gives the same numbers.
 *
 * @throws `LML_SHAPE_MISMATCH` for another number of features, a target that does not fit, or class or sample weights that do not fit.
 *
 * @example
 * ```ts
 * import { linearCrossEntropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = linearCrossEntropy({ inFeatures: 3, numClasses: 2, bias: true });
 * loss.load!({
 *   kernel: { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, 0, 0, 1, 0, 0) },
 *   bias: { dtype: 'float32', shape: [2], data: Float32Array.of(0, 0) },
 * });
 * loss(tf.tensor2d([[2, 2, 5]]), tf.tensor1d([0], 'int32')); // => Math.LN2
 * ```
 *
 * @see [torch.nn.LinearCrossEntropyLoss](https://docs.pytorch.org/docs/main/generated/torch.nn.LinearCrossEntropyLoss.html) 2.15, of which
 * `out_features` are left out: positions are axes of the features
 */
export const linearCrossEntropy = defineComponent({
  kind: 'loss',
  name: 'linear-cross-entropy',
  summary: 'Cross-entropy of features, with a linear layer of its own.',
  schema: z.strictObject({ ...classScoreShape, ...shape, ...reductionShape }),
  examples: [
    { inFeatures: 4, numClasses: 3 },
    { inFeatures: 4, numClasses: 3, bias: true, weight: [1, 2, 0.5], labelSmoothing: 0.1 },
    { inFeatures: 4, numClasses: 3, reduction: 'sum' },
    { inFeatures: 4, numClasses: 3, reduction: 'none' },
  ],
  conformance: { prediction: { shape: [4, 4] }, target: { shape: [4], dtype: 'int32', high: 3 } },
  create: ({ inFeatures, numClasses, bias, ...options }, { name }): Loss => {
    const own = ownedState({
      weights: {
        kernel: linearKernel(inFeatures, numClasses),
        ...(bias && { bias: linearBias(inFeatures, numClasses) }),
      },
      ...(options.weight === 'balanced' && balanceOf(name, options.ignoreIndex)),
    });
    const ofScores = classScoreLoss({
      name,
      ...options,
      own,
      values: ({ prediction, target }) => softmaxCrossEntropy(prediction, target),
    });
    const scores = (prediction: tf.Tensor): tf.Tensor => {
      const features = asFloat(requireTensor(name, 'prediction', prediction));
      if (features.rank < 2 || features.shape.at(-1) !== inFeatures) {
        throw new ShapeMismatchError(
          `${name} needs features [batch, …, ${inFeatures}], got prediction ${showShape(features.shape)}.`,
        );
      }
      return linear(features, own.read('kernel'), bias ? own.read('bias') : undefined);
    };
    return Object.assign(
      (prediction: tf.Tensor, ...rest: [target: tf.Tensor, weight?: tf.Tensor]) =>
        tf.tidy(() => ofScores(scores(prediction), ...rest)),
      ofScores,
      {
        total: (prediction: tf.Tensor, ...rest: [target: tf.Tensor, weight?: tf.Tensor]) =>
          tf.tidy(() => ofScores.total!(scores(prediction), ...rest)),
        state: own.state,
        load: own.load,
      },
    );
  },
});

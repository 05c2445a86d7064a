import { defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import { z } from 'zod';

import { classScoreLoss } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';

const shape = {
  /** How much of each target is spread over all classes, from 0 to 1. Default: `0`. */
  labelSmoothing: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How much of each target is spread over all classes, from 0 to 1.'),
};

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions extends ClassScoreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Cross-entropy of a softmax: how surprising the targets are to logits, `[batch, …, classes]`. The class axis is the last.
 *
 * With $`-\ln p_c = \ln \sum_k e^{x_k} - x_c`$ of logits x, class weights a, sample weights w and smoothing ε over C classes:
 * - **Class indices** (target `[batch, …]`, of any type): of class y,
 *   $`-w \, ((1 - ε) \, a_y \ln p_y + \frac{ε}{C} \sum_c a_c \ln p_c)`$; the mean divides by $`\sum w \, a_y`$. Samples of
 *   class `ignoreIndex` are left out: value and gradient are 0.
 * - **Probabilities** (target of the shape of the prediction):
 *   $`-w \sum_c a_c \, ((1 - ε) \, q_c + \frac{ε}{C}) \ln p_c`$; the mean divides by $`\sum w`$, without class weights.
 *
 * `reduction: 'mean'` and `'sum'` give a scalar, `'none'` values of shape `[batch, …]`. `weight`, the third argument, is
 * one weight a sample (`[batch]`) or of further first axes; a sample with weight 2 counts as two. The mean of nothing (an
 * empty batch, all samples ignored) is NaN, the sum 0.
 *
 * Stable for logits of any size, −∞ included. No value is read back, so an index that is no class and not `ignoreIndex`
 * cannot be refused: it makes loss and gradient NaN, at which a trainer stops, and never counts as another class.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or
 * if class or sample weights do not fit; `LML_INVALID_ARGUMENT` for probabilities with an `ignoreIndex` from 0.
 *
 * @example
 * ```ts
 * import { crossEntropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const logits = tf.tensor2d([[0, 0], [3, 3], [100, -100]]);
 * crossEntropy({ reduction: 'none' })(logits, tf.tensor1d([0, 1, 0], 'int32')); // => [Math.LN2, Math.LN2, 0]
 * crossEntropy({ ignoreIndex: 1 })(logits, tf.tensor1d([0, 1, 1], 'int32')); // => Math.LN2
 * crossEntropy()(logits, tf.tensor2d([[0.5, 0.5], [1, 0], [0.75, 0.25]])); // => (2 * Math.LN2 + 50) / 3
 * ```
 *
 * @see [torch.nn.CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html) 2.x, which
 * has no sample weights and its class axis second
 */
export const crossEntropy = defineComponent({
  kind: 'loss',
  name: 'cross-entropy',
  summary: 'Cross-entropy of a softmax, for classes or probabilities.',
  schema: z.strictObject({ ...classScoreShape, ...shape, ...reductionShape }),
  examples: [{}, { weight: [1, 2, 0.5], labelSmoothing: 0.1, ignoreIndex: -1 }, { reduction: 'sum' }],
  create: (options, { name }) =>
    classScoreLoss({ name, ...options, values: ({ prediction, target }) => softmaxCrossEntropy(prediction, target) }),
});

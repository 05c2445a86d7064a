import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss } from '../shared/class-score-loss.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';
import { counted } from '../shared/counted.js';

/** Options of {@link nll}. */
export interface NllOptions extends ClassScoreOptions {}

/**
 * Negative log-likelihood: of log-probabilities x, `[batch, …, classes]`, and class y, $`-a_y x_y`$ with class weights a. Of logits
 * {@link crossEntropy} does the same in one.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}: class indices `[batch, …]`, or probabilities of the shape of the
 * prediction.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { nll } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const prediction = tf.logSoftmax(tf.tensor2d([[0, 0], [3, 3]]));
 * nll()(prediction, tf.tensor1d([0, 1], 'int32')); // => Math.LN2
 * ```
 *
 * @see [torch.nn.NLLLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html) 2.x, which has its class axis second and no
 * probabilities
 */
export const nll = defineComponent({
  kind: 'loss',
  name: 'nll',
  summary: 'Negative log-likelihood of log-probabilities.',
  schema: z.strictObject({ ...classScoreShape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: { prediction: { shape: [4, 3], low: -3, high: -0.1 }, target: { shape: [4], dtype: 'int32', high: 3 } },
  create: (options, { name }) =>
    classScoreLoss({
      name,
      ...options,
      values: ({ prediction, target }) => tf.neg(tf.sum(counted(target, prediction), -1)),
    }),
});

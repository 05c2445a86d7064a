import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link multiLabelMargin}. */
export interface MultiLabelMarginOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Multi-label margin: of scores x, `[batch, …, classes]`, and the numbers of the right classes, of the same shape, ended by the first −1,
 * $`\sum_{j \in T} \sum_{i \notin T} \max(0, 1 - (x_j - x_i)) / C`$.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { multiLabelMargin } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * multiLabelMargin()(tf.tensor2d([[0.5, 1, -1]]), tf.tensor2d([[1, -1, 0]], undefined, 'int32')); // => 0.5 / 3
 * ```
 *
 * @see [torch.nn.MultiLabelMarginLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html) 2.x, with its weights
 */
export const multiLabelMargin = defineComponent({
  kind: 'loss',
  name: 'multi-label-margin',
  summary: 'How far classes that are not named come within a margin of those that are.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { shape: [2, 3] },
    target: { shape: [2, 3], dtype: 'int32', values: [2, -1, 0, 0, 1, -1] },
  },
  create: ({ reduction }, { name }) =>
    rowwiseLoss({ name, reduction, scores: 'logits', values: ({ prediction, target }) => margins(prediction, target) }),
});

function margins(prediction: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const classes = prediction.shape.at(-1)!;
  const ended = tf.cumsum(tf.cast(tf.less(target, 0), 'float32'), target.rank - 1);
  const named = tf.where(tf.equal(ended, 0), target, tf.neg(tf.onesLike(target)));
  const isRight = tf.max(tf.cast(tf.equal(tf.expandDims(named, -1), tf.range(0, classes)), 'float32'), -2);
  const lacking = tf.relu(tf.sub(tf.add(1, tf.expandDims(prediction, -2)), tf.expandDims(prediction, -1)));
  const counts = tf.mul(tf.expandDims(isRight, -1), tf.expandDims(tf.sub(1, isRight), -2));
  return tf.div(tf.sum(tf.mul(counts, lacking), [-1, -2]), classes);
}

import { ShapeMismatchError } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** The options of predictors with a decision threshold, as entries of a zod object. */
export const binaryShape = {
  /**
   * What the threshold is one of: the probability of the positive class, or its logit, `z₁ − z₀` of two. Default:
   * `'probability'`.
   */
  response: z
    .enum(['probability', 'logit'])
    .default('probability')
    .describe('What the threshold is one of: the probability of the positive class, or its logit, `z₁ − z₀` of two.'),
  /** The number of the positive class, to which samples from the threshold on belong. Default: `1`. */
  positive: z
    .union([z.literal(0), z.literal(1)])
    .default(1)
    .describe('The number of the positive class, to which samples from the threshold on belong.'),
};

/** What {@link binaryShape} gives. */
export interface BinaryResponse {
  /** See {@link binaryShape}. */
  readonly response: 'probability' | 'logit';
  /** See {@link binaryShape}. */
  readonly positive: 0 | 1;
}

/**
 * How much samples are of the positive class, `[batch, …]`, from logits `[batch, …, 1]`, `[batch]`, or `[batch, …, 2]`.
 *
 * @throws `LML_SHAPE_MISMATCH` for anything else.
 */
export function binaryScores(name: string, output: tf.Tensor, { response, positive }: BinaryResponse): tf.Tensor {
  const logits = tf.cast(output, 'float32');
  const width = logits.rank === 1 ? undefined : logits.shape.at(-1);
  if (logits.rank === 0 || (width !== undefined && width !== 1 && width !== 2)) {
    throw new ShapeMismatchError(
      `The predictor '${name}' decides between two classes, from one logit or two: [batch, 1] or [batch, 2], got shape [${output.shape.join(', ')}].`,
    );
  }
  const logit = width === undefined ? logits : width === 1 ? tf.squeeze(logits, [-1]) : difference(logits);
  const own = positive === 1 ? logit : tf.neg(logit);
  return response === 'logit' ? own : tf.sigmoid(own);
}

/** z₁ − z₀ */
function difference(logits: tf.Tensor): tf.Tensor {
  const [first, second] = tf.unstack(logits, logits.rank - 1) as [tf.Tensor, tf.Tensor];
  return tf.sub(second, first);
}

/** The classes of samples by their scores. */
export function classesFrom(scores: tf.Tensor, threshold: tf.Tensor | number, positive: 0 | 1): tf.Tensor {
  const isPositive = tf.greaterEqual(scores, threshold);
  return tf.cast(positive === 1 ? isPositive : tf.logicalNot(isPositive), 'int32');
}

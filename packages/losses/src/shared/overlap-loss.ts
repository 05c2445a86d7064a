import { sumAll, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { classShares } from './class-shares.js';
import { masksOf, maskWeights } from './masks.js';
import type { OverlapSettings } from './overlap-shape.js';
import { pairLoss } from './pair-loss.js';

/** What {@link overlapLoss} takes: the options of the family, and what tells its members apart. */
export interface OverlapLossOptions extends OverlapSettings {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What a position counts that is predicted but not right. */
  readonly alpha: number;
  /** What a position counts that is right but not predicted. */
  readonly beta: number;
  /** The power of the mean over classes. Default: `1`. */
  readonly gamma?: number | undefined;
}

/** Below this a power is 0 and has no slope, which for powers below 1 would have no bound. */
const LEAST = 1e-12;

/**
 * Makes a loss of masks by how far they overlap. With mode `multiclass` predictions are `[batch, …, classes]` and targets class indices
 * `[batch, …]`, with `multilabel` both are `[batch, …, classes]`, with `binary` both are `[batch, …]`, of one class.
 *
 * Of each class, with p the predicted shares, t the target's and I the sum of the smaller of both, all over the positions of the whole
 * batch, the ratio is
 *
 * ```math
 * r = \frac{I + s}{I + α \, (\sum p - I) + β \, (\sum t - I) + s}
 * ```
 *
 * with s the option `smooth`, and the class has the value $`1 - r`$, or with `logLoss` $`-\ln r`$. As in segmentation-models-pytorch a class
 * that no target has is 0, and counts in the mean over the classes all the same, so that the mean is the smaller, the more classes a
 * batch lacks; of a batch without any the loss is 0, without a slope.
 *
 * It is a ratio over the batch, no mean of samples: larger batches give other values than the mean of their parts. The loss of an epoch,
 * and accumulated gradients, are the means of those of the batches, weighted by the positions that count (`total`). Weights, one a sample
 * (`[batch]`) or of further first axes, multiply what positions add to the sums: a sample of weight 2 is two samples.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, where prediction and target, weights, `classes` or `classWeights` do not fit.
 *
 * @example
 * ```ts
 * import { overlapLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const settings = { mode: 'binary', fromLogits: false, ignoreIndex: -100, smooth: 0, eps: 1e-7, logLoss: false } as const;
 * const missed = overlapLoss({ name: 'missed', alpha: 0, beta: 1, ...settings });
 * missed(tf.tensor2d([[1, 1, 0.5]]), tf.tensor2d([[0, 1, 1]])); // => 0.25
 * ```
 */
export function overlapLoss({ name, alpha, beta, gamma = 1, ...settings }: OverlapLossOptions): Loss {
  const { smooth, eps, logLoss } = settings;
  const reading = { name, ...settings };
  return pairLoss({
    name,
    reduction: 'mean',
    scores: settings.fromLogits ? 'logits' : 'probabilities',
    value(pair) {
      const { prediction, target } = masksOf(reading, pair);
      const weights = maskWeights(reading, pair);
      const sum = (values: tf.Tensor): tf.Tensor => sumOfClasses(tf.mul(values, weights));
      const [shared, right] = [sum(tf.minimum(prediction, target)), sum(target)];
      const [extra, missed] = [tf.sub(sum(prediction), shared), tf.sub(right, shared)];
      const all = tf.add(tf.add(shared, tf.mul(alpha, extra)), tf.mul(beta, missed));
      const ratio = tf.div(tf.add(shared, smooth), atLeast(tf.add(all, smooth), eps));
      const values = logLoss ? tf.neg(tf.log(atLeast(ratio, eps))) : tf.sub(1, ratio);
      const counted = tf.mul(values, tf.cast(tf.notEqual(right, 0), 'float32'));
      const shares = classShares(name, prediction.shape, settings.classes, settings.classWeights);
      const mean = tf.sum(tf.mul(counted, tf.tensor1d(shares)));
      if (gamma === 1) return mean;
      return tf.where(tf.less(mean, LEAST), 0, tf.pow(atLeast(mean, LEAST), gamma));
    },
    total: (pair) => sumAll(maskWeights(reading, pair)),
  });
}

/** Sums over all axes but the last one. */
function sumOfClasses(values: tf.Tensor): tf.Tensor {
  const classes = values.shape.at(-1)!;
  const rows = tf.reshape(values, [values.size / classes, classes]);
  // Of no rows the wasm backend by itself gives no sum.
  return tf.sum(values.size === 0 ? tf.concat([rows, tf.zeros([1, classes])]) : rows, 0);
}

/** The larger of both, without a slope where it is the bound; NaN stays NaN on every engine. */
function atLeast(values: tf.Tensor, bound: number): tf.Tensor {
  return tf.where(tf.less(values, bound), bound, values);
}

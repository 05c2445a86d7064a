import { alignWeight, reduce, stopGradient, sumAll, type Loss, type ScoreScale } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { maskWeights, type MaskReading } from './masks.js';
import { pairLoss, type LossPair } from './pair-loss.js';

/** The option of Lovász losses, as an entry of a zod object. */
export const lovaszShape = {
  /** Whether it is the mean of the losses of single images, rather than one of the whole batch. Default: `false`. */
  perImage: z
    .boolean()
    .default(false)
    .describe('Whether it is the mean of the losses of single images, rather than one of the whole batch.'),
};

/** The option of Lovász losses. */
export interface LovaszOptions extends z.input<z.ZodObject<typeof lovaszShape>> {}

/** Rows of positions, `[rows, positions]`. */
export interface LovaszRows {
  /** How wrong each position is; below 0 it counts as 0. */
  readonly errors: tf.Tensor;
  /** What each position counts where the target is 1, else 0. */
  readonly positive: tf.Tensor;
  /** What each position counts where the target is 0, else 0. */
  readonly negative: tf.Tensor;
}

/**
 * The Lovász extension of the Jaccard loss, of each row: the errors, from the largest to the smallest, times what the Jaccard loss grows by
 * when the position is wrong too. Equal errors are taken in the order of positions, and the gradient is that of this order.
 */
export function lovaszExtension({ errors, positive, negative }: LovaszRows): tf.Tensor {
  const [rows, positions] = errors.shape as [number, number];
  const wrong = tf.relu(errors);
  if (errors.size === 0) return tf.sum(tf.concat([wrong, tf.zeros([rows, 1])], 1), 1);
  const { indices } = tf.topk(stopGradient(errors), positions);
  const starts = tf.range(0, rows * positions, positions, 'int32');
  const order = tf.reshape(tf.add(indices, tf.expandDims(starts, 1)), [rows * positions]);
  const sorted = (values: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.gather(tf.reshape(values, [rows * positions]), order), [rows, positions]);
  const growth = tf.reshape(jaccardGrowth(sorted(positive), sorted(negative)), [rows * positions]);
  const inPlace = tf.scatterND(tf.expandDims(order, 1), growth, [rows * positions]);
  return tf.sum(tf.mul(wrong, tf.reshape(inPlace, [rows, positions])), 1);
}

/** What the Jaccard loss grows by with each position along a row, as it becomes wrong after those before it. */
function jaccardGrowth(positive: tf.Tensor, negative: tf.Tensor): tf.Tensor {
  const all = tf.sum(positive, 1, true);
  const shared = tf.sub(all, tf.cumsum(positive, 1));
  // Computed rather than as a difference of two values close to 1.
  const before = tf.add(all, tf.cumsum(negative, 1, true));
  const after = tf.add(before, negative);
  const one = tf.onesLike(before);
  const isFirst = tf.equal(before, 0);
  const lost = tf.div(tf.mul(shared, negative), tf.where(tf.equal(after, 0), one, after));
  const growth = tf.div(tf.add(positive, lost), tf.where(isFirst, one, before));
  // Where no target is 1, the first that is wrong brings the loss from 0 to 1.
  return tf.where(isFirst, tf.cast(tf.notEqual(negative, 0), 'float32'), growth);
}

/** What {@link lovaszLoss} takes. */
export interface LovaszLossOptions extends MaskReading {
  /** What scores of classes are that it takes. Default: `'logits'`. */
  readonly scores?: ScoreScale | undefined;
  /** Whether it is the mean of the losses of images. */
  readonly perImage: boolean;
  /** The loss of each image, or the one of the batch, from what each position of the masks counts. */
  readonly values: (pair: LossPair, weights: tf.Tensor) => tf.Tensor;
}

/**
 * Makes a Lovász loss, of the whole batch or a mean of those of its images. Of the batch, weights multiply what positions count, and its
 * total are the positions that count; of images, weights are one an image, and the mean divides by them.
 */
export function lovaszLoss({ perImage, scores = 'logits', values, ...reading }: LovaszLossOptions): Loss {
  const { name } = reading;
  const ofImages = ({ prediction, weight }: LossPair): tf.Tensor => {
    const images = prediction.shape.slice(0, 1);
    return weight === undefined ? tf.ones(images) : alignWeight(name, weight, images).weight;
  };
  return pairLoss({
    name,
    reduction: 'mean',
    scores,
    value(pair) {
      if (!perImage) return tf.sum(values(pair, maskWeights(reading, pair)));
      const images = ofImages(pair);
      const each = values(pair, maskWeights(reading, { ...pair, weight: undefined }));
      return reduce(tf.mul(images, each), 'mean', () => sumAll(images));
    },
    total: (pair) => sumAll(perImage ? ofImages(pair) : maskWeights(reading, pair)),
  });
}

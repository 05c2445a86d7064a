import { asFloat, stepRandom, stopGradient } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { HIDDEN, type EmbeddingPairs } from './embedding-pairs.js';

/** Which triplets of a batch count. */
export const MININGS = ['all', 'hard', 'semi-hard', 'easy', 'batch-hard', 'distance-weighted'] as const;

/** What parts semi-hard triplets from easy ones, unless given. */
export const MINING_MARGIN = 0.2;
/** What smaller distances count as when negatives are drawn, unless given. */
export const CUTOFF = 0.5;
/** The distance from which negatives are not drawn, unless given. */
export const NONZERO_LOSS_CUTOFF = 1.4;

/** How triplets are chosen. */
export interface MiningSettings {
  /** Which count. */
  readonly mining: (typeof MININGS)[number];
  /** Whether the positive's distance to the negative counts where it is the smaller one. */
  readonly swap: boolean;
  /** What parts semi-hard triplets from easy ones. */
  readonly miningMargin: number;
  /** What smaller distances count as when negatives are drawn. */
  readonly cutoff: number;
  /** The distance from which negatives are not drawn. */
  readonly nonzeroLossCutoff: number;
}

/** Triplets of a batch; all parts broadcast to one shape `[batch, …]`, by anchor. */
export interface Triplets {
  /** The distance of anchor and positive. */
  readonly near: tf.Tensor;
  /** The distance to the negative. */
  readonly far: tf.Tensor;
  /** 1 for the triplets that count. */
  readonly mask: tf.Tensor;
}

/** The triplets of a batch that count. */
export function minedTriplets(pairs: EmbeddingPairs, settings: MiningSettings): Triplets {
  switch (settings.mining) {
    case 'batch-hard':
      return hardestTriplets(pairs, settings);
    case 'distance-weighted':
      return drawnTriplets(pairs, settings);
    default:
      return filteredTriplets(pairs, settings);
  }
}

/** Of all triplets, `[batch, batch, batch]`, those in some range. */
function filteredTriplets(
  { distances, positives, negatives }: EmbeddingPairs,
  { mining, swap, miningMargin }: MiningSettings,
): Triplets {
  const [near, far] = [tf.expandDims(distances, 2), tf.expandDims(distances, 1)];
  const all = tf.mul(tf.expandDims(positives, 2), tf.expandDims(negatives, 1));
  const gap = tf.sub(far, near);
  const ranges = {
    all: () => all,
    hard: () => tf.mul(all, asFloat(tf.lessEqual(gap, 0))),
    'semi-hard': () => tf.mul(all, asFloat(tf.logicalAnd(tf.greater(gap, 0), tf.lessEqual(gap, miningMargin)))),
    easy: () => tf.mul(all, asFloat(tf.greater(gap, miningMargin))),
  };
  const mask = ranges[mining as keyof typeof ranges]();
  return { near, far: swap ? tf.minimum(far, tf.expandDims(distances, 0)) : far, mask };
}

/** Of each anchor its farthest positive and its nearest negative, `[batch]`. */
function hardestTriplets({ distances, positives, negatives }: EmbeddingPairs, { swap }: MiningSettings): Triplets {
  const known = stopGradient(distances);
  const places = tf.range(0, distances.shape[0], 1, 'int32');
  const hot = (scores: tf.Tensor, mask: tf.Tensor): tf.Tensor => {
    const largest = tf.argMax(tf.where(tf.greater(mask, 0), scores, HIDDEN), 1);
    return asFloat(tf.equal(tf.expandDims(places, 0), tf.expandDims(largest, 1)));
  };
  const [positive, negative] = [hot(known, positives), hot(tf.neg(known), negatives)];
  const far = tf.sum(tf.mul(distances, negative), 1);
  const between = (): tf.Tensor => tf.sum(tf.mul(tf.matMul(positive, distances), negative), 1);
  return {
    near: tf.sum(tf.mul(distances, positive), 1),
    far: swap ? tf.minimum(far, between()) : far,
    mask: tf.mul(tf.max(positives, 1), tf.max(negatives, 1)),
  };
}

/** For each anchor and each of its class a negative that is drawn by its distance, `[batch, batch]`. */
function drawnTriplets(
  { distances, positives, negatives, dims }: EmbeddingPairs,
  { swap, cutoff, nonzeroLossCutoff }: MiningSettings,
): Triplets {
  const known = stopGradient(distances);
  const mask = tf.logicalAnd(tf.greater(negatives, 0), tf.less(known, nonzeroLossCutoff));
  // The inverse of how often a distance occurs on a sphere of so many dimensions.
  const kept = tf.clipByValue(known, Math.min(cutoff, nonzeroLossCutoff), nonzeroLossCutoff);
  const logs = tf.sub(
    tf.mul(2 - dims, tf.log(kept)),
    tf.mul((dims - 3) / 2, tf.log(tf.sub(1, tf.mul(0.25, tf.square(kept))))),
  );
  const shown = tf.where(mask, logs, HIDDEN);
  const weights = tf.mul(tf.exp(tf.sub(shown, tf.max(shown, 1, true))), asFloat(mask));
  const sums = tf.cumsum(weights, 1);
  const [batch] = distances.shape as [number];
  const drawn = tf.mul(stepRandom().uniform('negatives', [batch, batch]), tf.sum(weights, 1, true));
  // The first whose sum is beyond the drawn number, for each anchor and positive: 1 there, and nowhere else along the last axis.
  const isReached = asFloat(tf.greater(tf.expandDims(sums, 1), tf.expandDims(drawn, 2)));
  const before = tf.concat([tf.zeros([batch, batch, 1]), tf.slice(isReached, [0, 0, 0], [batch, batch, batch - 1])], 2);
  const negative = tf.sub(isReached, before);
  const far = tf.sum(tf.mul(negative, tf.expandDims(distances, 1)), 2);
  return {
    near: distances,
    far: swap ? tf.minimum(far, tf.sum(tf.mul(negative, tf.expandDims(distances, 0)), 2)) : far,
    mask: tf.mul(positives, tf.sum(negative, 2)),
  };
}

import type { MetricValues, Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { taskOf } from './class-task.js';
import { countedRows, countInvalid, isPossible, rowsOf, type CurveBatch } from './curve-rows.js';
import { isOne } from './labels.js';
import type { ThresholdCounts } from './threshold-counts.js';
import { zeros } from './values.js';

/** So many thresholds from 0 to 1, or these. */
export type GivenThresholds = number | readonly number[];

/** The thresholds from the lowest, with all their digits. */
function thresholdList(given: GivenThresholds): Float64Array {
  return typeof given === 'number'
    ? Float64Array.from({ length: given }, (_, index) => index / (given - 1))
    : Float64Array.from(given).sort();
}

/**
 * The empty counts: int32 `[classes, 2, thresholds + 1]`, how many negatives, and positives, of each class reach so many of the
 * thresholds; and `invalid` `[2]`, how many targets and scores cannot be.
 */
export function initBinned(given: GivenThresholds, classes: number): MetricValues {
  const { length } = thresholdList(given);
  return { reached: zeros('int32', [classes, 2, length + 1]), invalid: zeros('int32', [2]) };
}

/** The counts with a batch added: a histogram, so that nothing of the size of scores times thresholds is made. */
export function updateBinned(state: Tensors, batch: CurveBatch, given: GivenThresholds): Tensors {
  const { options } = batch;
  const [classes, , width] = state['reached']!.shape as [number, number, number];
  const { scores, targets, scale } = rowsOf(batch, classes);
  // The wasm backend cannot sum nothing.
  if (scores.size === 0) return state;
  const isMulticlass = taskOf(options, classes) === 'multiclass';
  const probabilities = scale !== 'logits' ? scores : isMulticlass ? tf.softmax(scores, -1) : tf.sigmoid(scores);
  const arePossible = isPossible(probabilities, scale === 'labels' ? scale : 'probabilities');
  const bins = binsOf(tf.where(arePossible, probabilities, 0), given);
  const classIndex = tf.range(0, classes, 1, 'int32');
  const isPositive = isMulticlass ? tf.equal(targets, classIndex) : isOne(targets);
  const side = tf.cast(isPositive, 'int32');
  const places = tf.add(bins, tf.mul(tf.add(tf.mul(classIndex, whole(2)), side), whole(width)));
  const counted = countedRows(targets, options);
  const size = 2 * classes * width;
  // A place beyond the last is not counted.
  const counting = counted === undefined ? places : tf.where(counted, places, whole(size));
  const histogram = tf.bincount(tf.reshape<tf.Rank.R1>(counting, [scores.size]), tf.tensor1d([], 'int32'), size);
  return {
    reached: tf.add(state['reached']!, tf.reshape(histogram, [classes, 2, width])),
    invalid: tf.add(state['invalid']!, countInvalid(targets, arePossible, options)),
  };
}

/** How many thresholds each score from 0 to 1 reaches: those that are at most as large. */
function binsOf(scores: tf.Tensor, given: GivenThresholds): tf.Tensor {
  // Scores are float32, and so is what they are compared with.
  const thresholds = Float32Array.from(thresholdList(given));
  if (typeof given !== 'number') {
    const row = tf.tensor2d(thresholds, [1, thresholds.length]);
    return tf.reshape(tf.searchSorted(row, tf.reshape(scores, [1, scores.size]), 'right'), scores.shape);
  }
  // The product is rounded, so that the threshold it finds may be next to the right one.
  const near = tf.cast(tf.floor(tf.mul(scores, given - 1)), 'int32');
  const reaches = (values: Float32Array): tf.Tensor =>
    tf.cast(tf.greaterEqual(scores, tf.gather(tf.tensor1d(values), near)), 'int32');
  const next = Float32Array.from(thresholds, (_, index) => thresholds[index + 1] ?? 2);
  return tf.add(near, tf.add(reaches(thresholds), reaches(next)));
}

/** The counts of some classes together, on the host. */
export function readBinned(
  { reached }: MetricValues,
  given: GivenThresholds,
  classes: readonly number[],
): ThresholdCounts {
  const thresholds = thresholdList(given);
  const width = thresholds.length + 1;
  const above = (positive: 0 | 1): Float64Array => {
    const counts = new Float64Array(width);
    for (const index of classes) {
      const start = (2 * index + positive) * width;
      // What reaches all thresholds comes first.
      let sum = 0;
      for (let bin = width - 1, point = 0; bin >= 0; bin--, point++) {
        sum += Number(reached!.data[start + bin]);
        counts[point]! += sum;
      }
    }
    return counts;
  };
  const [falsePositives, truePositives] = [above(0), above(1)];
  return {
    thresholds: thresholds.reverse(),
    truePositives: truePositives.subarray(0, -1),
    falsePositives: falsePositives.subarray(0, -1),
    positives: truePositives.at(-1)!,
    negatives: falsePositives.at(-1)!,
    areGiven: true,
    recallOfNone: NaN,
  };
}

function whole(number: number): tf.Scalar {
  return tf.scalar(number, 'int32');
}

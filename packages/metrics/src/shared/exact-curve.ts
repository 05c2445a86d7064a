import type { MetricValues, Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CurveSettings } from './curve-options.js';
import { countInvalid, isPossible, rowsOf, type CurveBatch } from './curve-rows.js';
import type { ClassificationTask } from './class-options.js';
import { countScores, type ThresholdCounts } from './threshold-counts.js';
import { numbersOf, zeros } from './values.js';

/**
 * The empty counts: `logits` int32 `[classes]`, how many scores of each class were logits; and `invalid` `[2]`, how many targets and
 * scores cannot be. The scores themselves are kept.
 */
export function initExact(classes: number): MetricValues {
  return { logits: zeros('int32', [classes]), invalid: zeros('int32', [2]) };
}

/** The counts with a batch added. */
export function updateExact(state: Tensors, batch: CurveBatch): Tensors {
  const { scores, targets, scale } = rowsOf(batch, state['logits']!.size);
  // The wasm backend cannot sum nothing.
  if (scores.size === 0) return state;
  const logits = scale === 'logits' ? scores.shape[0] : 0;
  return {
    logits: tf.add(state['logits']!, tf.scalar(logits, 'int32')),
    invalid: tf.add(state['invalid']!, countInvalid(targets, isPossible(scores, scale), batch.options)),
  };
}

/** What the host keeps: the scores and the targets in rows, as they are. In float32, probabilities near 1 would become 1. */
export function keepExact(batch: CurveBatch, classes: number): Tensors {
  const { scores, targets } = rowsOf(batch, classes);
  return { scores, targets };
}

/** Counts of some classes together, of what was kept. */
export function readExact(
  values: MetricValues,
  options: CurveSettings,
  task: ClassificationTask,
): (classes: readonly number[]) => ThresholdCounts {
  const classes = values['logits']!.data.length;
  const areLogits = numbersOf(values['logits']).some((count) => count > 0);
  const given = (values['kept/scores']?.data ?? []) as ArrayLike<number>;
  const scores = areLogits ? probabilitiesOf(given, classes, task) : given;
  const targets = (values['kept/targets']?.data ?? []) as ArrayLike<number>;
  const isMulticlass = task === 'multiclass';
  const rows = scores.length / classes;
  const targetOf = (row: number, index: number): number => targets[isMulticlass ? row : row * classes + index]!;
  return (some) => {
    const found = [0, 0];
    const each = (use: (isPositive: 0 | 1, score: number) => void): void => {
      for (const index of some) {
        for (let row = 0; row < rows; row++) {
          const target = targetOf(row, index);
          if (target !== options.ignoreIndex)
            use(target === (isMulticlass ? index : 1) ? 1 : 0, scores[row * classes + index]!);
        }
      }
    };
    each((isPositive) => (found[isPositive]! += 1));
    const parts = found.map((count) => new Float64Array(count));
    found.fill(0);
    each((isPositive, score) => {
      parts[isPositive]![found[isPositive]!] = score;
      found[isPositive]! += 1;
    });
    const [negatives, positives] = parts as [Float64Array, Float64Array];
    return countScores(positives, negatives, isMulticlass ? NaN : 1);
  };
}

/** Probabilities of logits in float64, in which those of large ones still differ. */
function probabilitiesOf(logits: ArrayLike<number>, classes: number, task: ClassificationTask): Float64Array {
  const probabilities = new Float64Array(logits.length);
  if (task !== 'multiclass') {
    for (let index = 0; index < logits.length; index++) probabilities[index] = 1 / (1 + Math.exp(-logits[index]!));
    return probabilities;
  }
  for (let start = 0; start < logits.length; start += classes) {
    let [highest, sum] = [-Infinity, 0];
    for (let at = start; at < start + classes; at++) highest = Math.max(highest, logits[at]!);
    for (let at = start; at < start + classes; at++) {
      // Infinity minus itself is not a number.
      const share = logits[at] === highest ? 1 : Math.exp(logits[at]! - highest);
      probabilities[at] = share;
      sum += share;
    }
    for (let at = start; at < start + classes; at++) probabilities[at]! /= sum;
  }
  return probabilities;
}

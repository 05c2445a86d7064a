import type { MetricValues, Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CurveSettings } from './curve-options.js';
import { rowsOf, type CurveBatch } from './curve-rows.js';
import type { ClassificationTask } from './class-options.js';
import { countScores, type ThresholdCounts } from './threshold-counts.js';
import { numbersOf, zeros } from './values.js';

/** The empty counts: `logits` int32 `[classes]`, how many scores of each class were logits. The scores themselves are kept. */
export function initExact(classes: number): MetricValues {
  return { logits: zeros('int32', [classes]) };
}

/** The counts with a batch added. */
export function updateExact(state: Tensors, batch: CurveBatch): Tensors {
  const { scores, scale } = rowsOf(batch, state['logits']!.size);
  return scale === 'logits' ? { logits: tf.add(state['logits']!, tf.scalar(scores.shape[0], 'int32')) } : state;
}

/** What the host keeps: the scores and the targets in rows, as they are. In float32, probabilities near 1 would become 1. */
export function keepExact(batch: CurveBatch, classes: number): Tensors {
  const { scores, targets } = rowsOf(batch, classes);
  return { scores, targets };
}

/** All scores of all classes. */
export interface ExactScores {
  /** How many targets and scores, of those that are counted, cannot be. */
  readonly invalid: readonly [targets: number, scores: number];
  /** The counts of some classes together. */
  countsOf(classes: readonly number[]): ThresholdCounts;
}

/** What was kept, as probabilities. */
export function readExact(values: MetricValues, options: CurveSettings, task: ClassificationTask): ExactScores {
  const classes = values['logits']!.data.length;
  const areLogits = numbersOf(values['logits']).some((count) => count > 0);
  const given = (values['kept/scores']?.data ?? []) as ArrayLike<number>;
  const scores = areLogits ? probabilitiesOf(given, classes, task) : given;
  const targets = (values['kept/targets']?.data ?? []) as ArrayLike<number>;
  const isMulticlass = task === 'multiclass';
  const rows = scores.length / classes;
  const targetOf = (row: number, index: number): number => targets[isMulticlass ? row : row * classes + index]!;
  const isLabel = options.scores === 'labels';
  const invalid: [number, number] = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < classes; index++) {
      const target = targetOf(row, index);
      if (target === options.ignoreIndex) continue;
      const last = isMulticlass ? classes - 1 : 1;
      if (!(target >= 0 && target <= last && Number.isInteger(target))) invalid[0] += 1;
      const score = scores[row * classes + index]!;
      if (!(score >= 0 && score <= 1) || (isLabel && !Number.isInteger(score))) invalid[1] += 1;
    }
  }
  return {
    invalid,
    countsOf: (some) => {
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
      const [negatives, positives] = found.map((count) => new Float64Array(count)) as [Float64Array, Float64Array];
      const parts = [negatives, positives];
      found.fill(0);
      each((isPositive, score) => {
        parts[isPositive]![found[isPositive]!] = score;
        found[isPositive]! += 1;
      });
      return countScores(positives, negatives, isMulticlass ? NaN : 1);
    },
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
    for (let at = start; at < start + classes; at++) sum += probabilities[at] = Math.exp(logits[at]! - highest);
    for (let at = start; at < start + classes; at++) probabilities[at]! /= sum;
  }
  return probabilities;
}

import { isNdArray, type AnyMetric, type NdArray } from '@lml/core';

import type { MetricConformance } from '../conformance.js';
import { arraysOf, type ArrayTree } from '../shared/array-tree.js';
import { numbersOf } from '../shared/tensors.js';
import type { MetricData } from './metric-data.js';

/** What is best predicted: that of the trait, or else the target, or scores that favour it; undefined where none is known. */
export function bestPrediction(
  { needs = ['target'] }: AnyMetric,
  { arrays }: MetricData,
  { best }: MetricConformance,
): ArrayTree | undefined {
  if (best === false) return undefined;
  if (best !== undefined) return arraysOf(best, 'best');
  const { prediction, target } = arrays ?? {};
  const known = isNdArray(prediction) && isNdArray(target) && needs.includes('target');
  return known ? favouring(prediction, target) : undefined;
}

function favouring(prediction: NdArray, target: NdArray): NdArray | undefined {
  const answers = numbersOf(target);
  const [low, high] = [Math.min(...numbersOf(prediction)), Math.max(...numbersOf(prediction))];
  const filled = (values: readonly number[]): NdArray => ({
    ...prediction,
    data: (prediction.data as Float32Array).slice().map((_, index) => values[index]!),
  });
  const same = prediction.shape.join() === target.shape.join();
  if (same) {
    const truths = target.dtype !== 'float32' && prediction.dtype === 'float32' && answers.every((value) => value < 2);
    return filled(truths ? answers.map((value) => (value === 1 ? high : low)) : answers);
  }
  const classes = prediction.shape.at(-1)!;
  if (target.dtype === 'float32' || prediction.shape.slice(0, -1).join() !== target.shape.join()) return undefined;
  return filled(
    answers.flatMap((answer) => Array.from({ length: classes }, (_, index) => (index === answer ? high : low))),
  );
}

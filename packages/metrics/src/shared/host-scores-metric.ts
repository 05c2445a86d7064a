import {
  isNdArray,
  metricView,
  ndArray,
  sameShape,
  ShapeMismatchError,
  showShape,
  type HostMetric,
  type HostMetricInput,
  type MetricSettings,
  type MetricTraits,
  type NdArray,
} from '@lml/core';

import { numbersOf, resultOf } from './values.js';

/** What {@link hostScoresMetric} takes. */
export interface HostScoresMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How the scores of signals become one. */
  readonly reduction: 'mean' | 'sum' | 'none';
  /** The score of one signal, in float64. */
  readonly score: (prediction: Float64Array, target: Float64Array) => number;
}

/** A metric of the host that also tells the score of one signal. */
export interface HostScoredMetric extends HostMetric {
  /** The score of one signal. */
  scoreOf(prediction: Float64Array, target: Float64Array): number;
}

/** Numbers as signals along the last axis. */
export interface HostSignals {
  readonly shape: readonly number[];
  readonly count: number;
  at(index: number): Float64Array;
}

/**
 * Makes a metric of a score for each signal `[batch, …, time]` that float32 in a step could not give: it is computed on the host in float64,
 * batch by batch, and only sums are gathered. The mean `Σ w s / Σ w`, the sum `Σ w s`, or all of them, which are kept.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target have different shapes or no axis of time, or if weights do not fit.
 */
export function hostScoresMetric({ reduction, score, ...options }: HostScoresMetricOptions): HostScoredMetric {
  const { name, traits } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    scoreOf: score,
    init: () => (reduction === 'none' ? {} : { sum: zero(), total: zero() }),
    updateHost(input) {
      const { prediction, target } = signalPairs(name, input);
      const scores = Array.from({ length: target.count }, (_, at) => score(prediction.at(at), target.at(at)));
      return reduction === 'none'
        ? { 'kept/scores': resultOf(scores) }
        : weightedSums(scores, weightsOf(name, input, target.shape.slice(0, -1)));
    },
    compute: ({ sum, total, 'kept/scores': kept }) => {
      if (reduction === 'none') return resultOf(numbersOf(kept));
      const [all = 0, weight = 0] = [numbersOf(sum)[0], numbersOf(total)[0]];
      return reduction === 'sum' ? all : all / weight;
    },
  };
}

/** An empty sum of the host. */
export function zero(): NdArray {
  return { dtype: 'float64', shape: [], data: new Float64Array(1) };
}

/** The accumulators of scores and their weights. */
export function weightedSums(scores: readonly number[], weights: readonly number[]): { sum: NdArray; total: NdArray } {
  const [sum, total] = [zero(), zero()];
  scores.forEach((one, at) => {
    (sum.data as Float64Array)[0]! += weights[at]! * one;
    (total.data as Float64Array)[0]! += weights[at]!;
  });
  return { sum, total };
}

/** Prediction and target of a batch as signals. @throws `LML_SHAPE_MISMATCH`. */
export function signalPairs(
  name: string,
  input: HostMetricInput,
  axes = 'time',
): { prediction: HostSignals; target: HostSignals } {
  const [prediction, target] = [arrayOf(input.prediction), arrayOf(input.target)];
  if (!sameShape(prediction.shape, target.shape) || target.shape.length <= axes.split(',').length)
    throw new ShapeMismatchError(
      `${name} needs prediction and target [batch, …, ${axes}] of one shape, got prediction ` +
        `${showShape(prediction.shape)} and target ${showShape(target.shape)}.`,
    );
  return { prediction: signalsOf(prediction), target: signalsOf(target) };
}

function arrayOf(value: unknown): NdArray {
  return isNdArray(value) ? value : ndArray(value as number[][]);
}

function signalsOf({ shape, data }: NdArray): HostSignals {
  const time = shape.at(-1)!;
  const count = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const numbers = data as ArrayLike<number>;
  return {
    shape,
    count,
    at: (index) => Float64Array.from({ length: time }, (_, step) => Number(numbers[index * time + step])),
  };
}

/** The weight of each of what has a shape; those of samples hold for all their parts. @throws `LML_SHAPE_MISMATCH`. */
export function weightsOf(name: string, { weight }: HostMetricInput, shape: readonly number[]): number[] {
  const count = shape.reduce((product, size) => product * size, 1);
  if (weight === undefined) return Array.from({ length: count }, () => 1);
  const given = arrayOf(weight);
  const fits = sameShape(given.shape, shape.slice(0, given.shape.length));
  if (!fits)
    throw new ShapeMismatchError(
      `${name} needs weights for the first axes of ${showShape(shape)}, got weight ${showShape(given.shape)}. ` +
        `Give one weight a sample, [${shape[0] ?? ''}].`,
    );
  const numbers = numbersOf(given);
  const times = numbers.length === 0 ? 1 : count / numbers.length;
  return Array.from({ length: count }, (_, at) => numbers[Math.floor(at / times)]!);
}

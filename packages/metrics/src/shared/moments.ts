import type { MetricValues, NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { numbersOf, zeros } from './values.js';

/** What moments are of, in the order of the accumulators. */
const VARIABLES = ['prediction', 'target', 'error'] as const;

/** The mean of something, and the weighted sum of squared distances from it. */
export interface Moments {
  readonly mean: number;
  readonly squares: number;
}

/** The moments of one output; the error is prediction - target. */
export interface OutputMoments extends Readonly<Record<(typeof VARIABLES)[number], Moments>> {
  /** The sum of the weights. */
  readonly total: number;
  /** The weighted sum of products of the distances of prediction and target from their means. */
  readonly products: number;
  /** The lowest and the highest target, of those with a weight; only where they are looked for. */
  readonly lowest: number;
  readonly highest: number;
}

/** Predictions, targets and weights, `[rows, outputs]`. */
export interface WeightedRows {
  readonly prediction: tf.Tensor2D;
  readonly target: tf.Tensor2D;
  readonly weight: tf.Tensor2D;
}

/**
 * Empty accumulators: `samples`, the rows; `total`, the sum of weights; and of prediction, target and error, `[3, outputs]`, sums and
 * sums of squares about `shift`, which is near their means, so that float32 holds the digits; `product` of prediction and target; with
 * `range` the lowest and highest target, less the shift.
 */
export function initMoments(outputs: number, range: boolean): MetricValues {
  const one = zeros('float32', [outputs]);
  const three = zeros('float32', [VARIABLES.length, outputs]);
  return {
    samples: zeros('int32', []),
    total: one,
    shift: three,
    sum: three,
    squares: three,
    products: one,
    ...(range && { lowest: one, highest: one }),
  };
}

/** The accumulators with a batch added. The first batch of weight decides on the shift: its means. */
export function updateMoments(state: Readonly<Record<string, tf.Tensor>>, batch: WeightedRows): tf.NamedTensorMap {
  const { prediction, target, weight } = batch;
  const { samples, total, products, lowest, highest } = state as tf.NamedTensorMap;
  const values = tf.stack([prediction, target, tf.sub(prediction, target)]);
  const added = tf.sum(weight, 0);
  // About the first row: values that are all equal have exactly that mean.
  const first = tf.slice(values, [0, 0, 0], [VARIABLES.length, 1, -1]);
  const meanDistance = tf.div(tf.sum(tf.mul(weight, tf.sub(values, first)), 1), tf.maximum(added, 1e-30));
  const means = tf.add(tf.squeeze(first, [1]), meanDistance);
  const shift = tf.where(tf.tile(tf.expandDims(tf.equal(total!, 0), 0), [VARIABLES.length, 1]), means, state['shift']!);
  const distance = tf.sub(values, tf.expandDims(shift, 1));
  const weighted = tf.mul(weight, distance);
  const [predicted, actual] = [0, 1].map((at) => tf.squeeze(tf.slice(distance, [at, 0, 0], [1, -1, -1]), [0]));
  const counted = tf.where(tf.greater(weight, 0), actual!, tf.zerosLike(actual!));
  return {
    samples: tf.add(samples!, tf.scalar(prediction.shape[0], 'int32')),
    total: tf.add(total!, added),
    shift,
    sum: tf.add(state['sum']!, tf.sum(weighted, 1)),
    squares: tf.add(state['squares']!, tf.sum(tf.mul(weighted, distance), 1)),
    products: tf.add(products!, tf.sum(tf.mul(weight, tf.mul(predicted!, actual!)), 0)),
    ...(lowest && { lowest: tf.minimum(lowest, tf.min(counted, 0)) }),
    ...(highest && { highest: tf.maximum(highest, tf.max(counted, 0)) }),
  };
}

/** The moments of each output, in float64. */
export function momentsOf(values: MetricValues): OutputMoments[] {
  const { total, shift, sum, squares, products, lowest, highest } = values;
  const totals = numbersOf(total);
  const [shifts, sums, squared] = [shift, sum, squares].map(numbersOf) as [number[], number[], number[]];
  const [product, low, high] = [products, lowest, highest].map(numbersOf) as [number[], number[], number[]];
  return totals.map((weight, output) => {
    const at = (variable: number): number => variable * totals.length + output;
    const own = VARIABLES.map((name, variable) => {
      const distance = sums[at(variable)]! / weight;
      // Rounding may leave less than nothing.
      const around = Math.max(0, squared[at(variable)]! - distance * sums[at(variable)]!);
      return [name, { mean: shifts[at(variable)]! + distance, squares: around }] as const;
    });
    const target = shifts[at(1)]!;
    return {
      ...(Object.fromEntries(own) as Record<(typeof VARIABLES)[number], Moments>),
      total: weight,
      products: product[output]! - (sums[at(0)]! / weight) * sums[at(1)]!,
      lowest: target + (low[output] ?? 0),
      highest: target + (high[output] ?? 0),
    };
  });
}

/** Two parts as one, about their common means. */
export function mergeMoments(a: MetricValues, b: MetricValues): MetricValues {
  const [left, right] = [momentsOf(a), momentsOf(b)];
  const both = left.map((one, output) => mergeOutput(one, right[output]!));
  const row = (of: (moments: OutputMoments) => number): number[] => both.map(of);
  const three = (of: (moments: Moments) => number): NdArray =>
    float64(
      [VARIABLES.length, both.length],
      VARIABLES.flatMap((name) => row((moments) => of(moments[name]))),
    );
  const one = (of: (moments: OutputMoments) => number): NdArray => float64([both.length], row(of));
  return {
    samples: float64([], [numbersOf(a['samples'])[0]! + numbersOf(b['samples'])[0]!]),
    total: one(({ total }) => total),
    shift: three(({ mean }) => mean),
    sum: three(() => 0),
    squares: three(({ squares }) => squares),
    products: one(({ products }) => products),
    ...(a['lowest'] && { lowest: one(({ lowest, target }) => lowest - target.mean) }),
    ...(a['highest'] && { highest: one(({ highest, target }) => highest - target.mean) }),
  };
}

function mergeOutput(a: OutputMoments, b: OutputMoments): OutputMoments {
  if (a.total === 0) return b.total === 0 ? EMPTY : b;
  if (b.total === 0) return a;
  const total = a.total + b.total;
  const [part, spread] = [b.total / total, (a.total * b.total) / total];
  const apart = (name: (typeof VARIABLES)[number]): number => b[name].mean - a[name].mean;
  const merged = VARIABLES.map((name) => {
    const squares = a[name].squares + b[name].squares + apart(name) ** 2 * spread;
    return [name, { mean: a[name].mean + apart(name) * part, squares }] as const;
  });
  return {
    ...(Object.fromEntries(merged) as Record<(typeof VARIABLES)[number], Moments>),
    total,
    products: a.products + b.products + apart('prediction') * apart('target') * spread,
    lowest: Math.min(a.lowest, b.lowest),
    highest: Math.max(a.highest, b.highest),
  };
}

const NOTHING: Moments = { mean: 0, squares: 0 };
const EMPTY: OutputMoments = {
  prediction: NOTHING,
  target: NOTHING,
  error: NOTHING,
  total: 0,
  products: 0,
  lowest: 0,
  highest: 0,
};

function float64(shape: number[], numbers: readonly number[]): NdArray {
  return { dtype: 'float64', shape, data: Float64Array.from(numbers) };
}

import { type MetricValues, type NdArray } from '@lml/core';

import { numbersOf } from '../values.js';
import type { Features } from './extractor.js';
import { symmetricEigenvalues } from './symmetric-eigenvalues.js';

/** A normal distribution as it is gathered: how many samples, their mean, and the sum of the products of their distances from it. */
export interface Gaussian {
  readonly count: number;
  readonly mean: Float64Array;
  /** `[features, features]`. */
  readonly scatter: Float64Array;
}

/** The distribution of some features. */
export function gaussianOf({ count, width, data }: Features): Gaussian {
  const mean = new Float64Array(width);
  const scatter = new Float64Array(width * width);
  for (let at = 0; at < data.length; at++) mean[at % width]! += data[at]! / count;
  const apart = Float64Array.from(data, (value, at) => value - mean[at % width]!);
  // Row by row, so that what is added to stays in the cache; the other half is the same.
  for (let one = 0; one < width; one++) {
    for (let from = 0; from < apart.length; from += width) {
      const own = apart[from + one]!;
      for (let other = one; other < width; other++) scatter[one * width + other]! += own * apart[from + other]!;
    }
    for (let other = one + 1; other < width; other++) scatter[other * width + one] = scatter[one * width + other]!;
  }
  return { count, mean, scatter };
}

/** The distribution of the samples of both. */
export function mergeGaussians(a: Gaussian, b: Gaussian): Gaussian {
  const count = a.count + b.count;
  const apart = a.mean.map((mean, at) => b.mean[at]! - mean);
  const scatter = a.scatter.map((product, at) => product + b.scatter[at]!);
  addProducts(scatter, apart, (a.count * b.count) / count);
  return { count, mean: a.mean.map((mean, at) => mean + (apart[at]! * b.count) / count), scatter };
}

function addProducts(scatter: Float64Array, row: Float64Array, factor: number): void {
  const width = row.length;
  for (let one = 0, index = 0; one < width; one++) {
    const own = factor * row[one]!;
    for (let other = 0; other < width; other++, index++) scatter[index]! += own * row[other]!;
  }
}

/** A distribution as accumulators, whose names begin with that of the side. */
export function gaussianValues(side: string, { count, mean, scatter }: Gaussian): MetricValues {
  const array = (shape: number[], data: Float64Array): NdArray => ({ dtype: 'float64', shape, data });
  const width = mean.length;
  return {
    [`${side}-count`]: array([], Float64Array.of(count)),
    [`${side}-mean`]: array([width], mean),
    [`${side}-scatter`]: array([width, width], scatter),
  };
}

/** The distribution of a side; undefined where it has no samples. */
export function gaussianFrom(side: string, values: MetricValues): Gaussian | undefined {
  const [count, mean, scatter] = [values[`${side}-count`], values[`${side}-mean`], values[`${side}-scatter`]];
  if (count === undefined || mean === undefined || scatter === undefined) return undefined;
  return { count: numbersOf(count)[0]!, mean: doublesOf(mean), scatter: doublesOf(scatter) };
}

function doublesOf({ data }: NdArray): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data as Float32Array);
}

/** The Fréchet distance of two distributions; NaN where one has fewer than two samples, or features are not finite. */
export function frechetDistance(one: Gaussian | undefined, other: Gaussian | undefined): number {
  if (one === undefined || other === undefined || one.count < 2 || other.count < 2) return NaN;
  const width = one.mean.length;
  let sum = 0;
  for (let at = 0; at < width; at++) {
    const variance = (gaussian: Gaussian): number => gaussian.scatter[at * (width + 1)]! / (gaussian.count - 1);
    sum += (one.mean[at]! - other.mean[at]!) ** 2 + variance(one) + variance(other);
  }
  if (!Number.isFinite(sum)) return NaN;
  const overlap = traceOfRoot(one.scatter, other.scatter, width);
  return Math.max(0, sum - (2 * overlap) / Math.sqrt((one.count - 1) * (other.count - 1)));
}

/**
 * The trace of the square root of a product of two positive semidefinite matrices: the roots of the eigenvalues of GᵀBG, where A = GGᵀ, which are
 * those of AB. G has as many columns as A has rank, few where there are few samples.
 */
function traceOfRoot(a: Float64Array, b: Float64Array, width: number): number {
  const columns = factorOf(a, width);
  const rank = columns.length;
  const inner = new Float64Array(rank * rank);
  columns.forEach((column, one) => {
    const row = new Float64Array(width);
    for (let at = 0; at < width; at++) {
      const factor = column[at]!;
      if (factor === 0) continue;
      for (let other = 0, index = at * width; other < width; other++, index++) row[other]! += factor * b[index]!;
    }
    for (let other = 0; other <= one; other++) {
      const product = dot(row, columns[other]!);
      inner[one * rank + other] = product;
      inner[other * rank + one] = product;
    }
  });
  return symmetricEigenvalues(inner, rank).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

/** The columns of G, of a positive semidefinite matrix GGᵀ: Cholesky's with the largest pivot, until none is left. */
function factorOf(matrix: Float64Array, width: number): Float64Array[] {
  const columns: Float64Array[] = [];
  const left = Float64Array.from({ length: width }, (_, at) => matrix[at * (width + 1)]!);
  const least = width * Number.EPSILON * left.reduce((most, value) => Math.max(most, value), 0);
  while (columns.length < width) {
    const pivot = left.reduce((best, value, at) => (value > left[best]! ? at : best), 0);
    if (!(left[pivot]! > least)) break;
    const column = matrix.slice(pivot * width, (pivot + 1) * width);
    for (const before of columns) {
      const factor = before[pivot]!;
      for (let at = 0; at < width; at++) column[at]! -= factor * before[at]!;
    }
    const root = Math.sqrt(left[pivot]!);
    for (let at = 0; at < width; at++) {
      column[at]! /= root;
      left[at] = Math.max(0, left[at]! - column[at]! ** 2);
    }
    left[pivot] = 0;
    columns.push(column);
  }
  return columns;
}

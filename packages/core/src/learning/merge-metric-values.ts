import { allocate, sameShape, sizeOf, type NdArray } from '../data/nd-array.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { kept } from './metric-handle.js';
import type { AnyMetric, MetricValues } from './metric.js';

/**
 * The accumulators of several parts of the data as one, in the default way: sums are added in float64; what stands under
 * `kept/…` is put together along the first axis, in the order of the parts.
 *
 * Many parts are merged faster in one call than two by two, since kept samples are then copied once. What a part lacks
 * it adds nothing to.
 *
 * @throws `LML_SHAPE_MISMATCH` if a sum has different shapes in two parts, or if kept samples differ in shape or type.
 *
 * @example
 * ```ts
 * import { mergeMetricValues, ndArray } from '@lml/core';
 *
 * const morning = { total: ndArray([3, 1]), 'kept/score': ndArray([0.5, 0.25]) };
 * const evening = { total: ndArray([1, 1]), 'kept/score': ndArray([0.75]) };
 * const merged = mergeMetricValues(morning, evening);
 * merged.total; // => { dtype: 'float64', shape: [2], data: Float64Array.of(4, 2) }
 * merged['kept/score']; // => { dtype: 'float32', shape: [3], data: Float32Array.of(0.5, 0.25, 0.75) }
 * ```
 */
export function mergeMetricValues(...parts: readonly MetricValues[]): MetricValues {
  const names = new Set(parts.flatMap((part) => Object.keys(part)));
  return Object.fromEntries(
    [...names].map((name) => {
      const arrays = parts.flatMap((part) => part[name] ?? []);
      return [name, kept.has(name) ? concatenate(name, arrays) : sum(name, arrays)];
    }),
  );
}

/**
 * Two parts of a metric as one: in its own way, or in the default one. A metric's own way is only asked where both parts
 * have accumulators; kept samples are put together here.
 */
export function mergeParts(metric: Pick<AnyMetric, 'merge'>, a: MetricValues, b: MetricValues): MetricValues {
  if (metric.merge === undefined) return mergeMetricValues(a, b);
  const [left, right] = [splitKept(a), splitKept(b)];
  const sums = [left.sums, right.sums].filter((part) => Object.keys(part).length > 0);
  const merged = sums.length === 2 ? metric.merge(left.sums, right.sums) : sums[0];
  return { ...merged, ...mergeMetricValues(left.kept, right.kept) };
}

/** Splits accumulators into what is summed and what is kept. */
export function splitKept(values: MetricValues): { sums: MetricValues; kept: MetricValues } {
  const [sums, samples]: [Record<string, NdArray>, Record<string, NdArray>] = [{}, {}];
  for (const [name, array] of Object.entries(values)) (kept.has(name) ? samples : sums)[name] = array;
  return { sums, kept: samples };
}

function sum(name: string, arrays: readonly NdArray[]): NdArray {
  const { shape } = arrays[0]!;
  const data = new Float64Array(sizeOf(shape));
  for (const array of arrays) {
    if (!sameShape(array.shape, shape)) throw mismatch(name, arrays[0]!, array);
    for (let index = 0; index < data.length; index++) data[index]! += Number(array.data[index]);
  }
  return { dtype: 'float64', shape, data };
}

function concatenate(name: string, arrays: readonly NdArray[]): NdArray {
  const first = arrays[0]!;
  const rest = first.shape.slice(1);
  let length = 0;
  for (const array of arrays) {
    const fits = array.shape.length > 0 && array.dtype === first.dtype && sameShape(array.shape.slice(1), rest);
    if (!fits) throw mismatch(name, first, array);
    length += array.shape[0]!;
  }
  if (first.dtype === 'string') {
    return { dtype: 'string', shape: [length, ...rest], data: arrays.flatMap(({ data }) => data as readonly string[]) };
  }
  const data = allocate(first.dtype, length * sizeOf(rest)) as Float32Array;
  let offset = 0;
  for (const array of arrays) {
    data.set(array.data as Float32Array, offset);
    offset += array.data.length;
  }
  return { dtype: first.dtype, shape: [length, ...rest], data };
}

function mismatch(name: string, first: NdArray, other: NdArray): ShapeMismatchError {
  const describe = ({ dtype, shape }: NdArray): string => `${dtype} [${shape.join(', ')}]`;
  const expected = kept.has(name)
    ? 'Samples that are kept must lie along the first axis and be alike in all else'
    : 'Parts of one metric must have one shape: give each the same options and numClasses';
  return new ShapeMismatchError(
    `'${name}' is ${describe(first)} in one part and ${describe(other)} in another. ${expected}.`,
  );
}

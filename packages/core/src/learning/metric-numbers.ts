import { isNdArray } from '../data/nd-array.js';
import type { MetricResult } from './metric.js';

/** A metric's result as numbers by name: `f1`, or `f1/0`, `f1/1` for an entry each, with an index for each axis. */
export function metricNumbers(name: string, result: MetricResult): [string, number][] {
  if (typeof result === 'number') return [[name, result]];
  if (!isNdArray(result)) return Object.entries(result).map(([key, value]) => [`${name}/${key}`, value]);
  return Array.from(result.data as ArrayLike<number>, (value, position) => {
    const path: number[] = [];
    for (let axis = result.shape.length - 1, rest = position; axis >= 0; axis--) {
      const size = result.shape[axis]!;
      path.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    return [[name, ...path].join('/'), value];
  });
}

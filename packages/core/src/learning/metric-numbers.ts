import { isNdArray } from '../data/nd-array.js';
import { checkResult } from './check-metric.js';
import type { MetricResult } from './metric.js';

/**
 * A metric's result as numbers by name: `f1`, or `f1/0`, `f1/1` for an entry each, with an index for each axis.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no result.
 */
export function metricNumbers(name: string, given: MetricResult): [string, number][] {
  const result = checkResult(name, given);
  if (typeof result === 'number') return [[name, result]];
  if (!isNdArray(result)) return Object.entries(result).map(([key, value]) => [`${name}/${key}`, value]);
  return Array.from(result.data as ArrayLike<number>, (value, position) => {
    const path: number[] = [];
    for (let axis = result.shape.length - 1, rest = position; axis >= 0; axis--) {
      const size = result.shape[axis]!;
      path.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    return [[name, ...path].join('/'), Number(value)];
  });
}

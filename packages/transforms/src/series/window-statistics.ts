import { medianOf } from '../shared/median-of.js';

/** What can be computed of some values. */
export const STATISTICS = ['mean', 'sum', 'std', 'var', 'min', 'max', 'median'] as const;

/** A statistic of some values, of which none is missing; at least one. */
export function statisticOf(values: Float64Array, statistic: (typeof STATISTICS)[number]): number {
  switch (statistic) {
    case 'mean':
      return meanOf(values);
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'std':
      return Math.sqrt(varianceOf(values));
    case 'var':
      return varianceOf(values);
    case 'min':
      return values.reduce((least, value) => Math.min(least, value), Infinity);
    case 'max':
      return values.reduce((most, value) => Math.max(most, value), -Infinity);
    case 'median':
      return medianOf(values.slice().sort());
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Divided by the number of values less 1; NaN of a single one. */
function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Metric } from './metric.js';

/** A list of metrics under their own names, or a record as it is. */
export function metricsByName(
  metrics: readonly Metric[] | Readonly<Record<string, Metric>>,
): Readonly<Record<string, Metric>> {
  if (!Array.isArray(metrics)) return metrics as Readonly<Record<string, Metric>>;
  const named: Record<string, Metric> = {};
  for (const metric of metrics as readonly Metric[]) {
    if (metric.name in named) {
      const remedy = 'Give a record instead of a list: { top1: accuracy(), top5: accuracy({ topK: 5 }) }.';
      throw new InvalidArgumentError('metrics', 'of different names', metric.name, remedy);
    }
    named[metric.name] = metric;
  }
  return named;
}

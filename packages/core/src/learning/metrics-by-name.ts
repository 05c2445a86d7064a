import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Metric } from './metric.js';

/** A list of metrics under their own names, or a record as it is. */
export function metricsByName(
  metrics: readonly Metric[] | Readonly<Record<string, Metric>>,
): Readonly<Record<string, Metric>> {
  const entries = Array.isArray(metrics)
    ? (metrics as readonly Metric[]).map((metric, index) => checked(metric, `metrics.${index}`))
    : Object.entries(metrics as Readonly<Record<string, Metric>>).map(
        ([name, metric]) => [name, checked(metric, `metrics.${name}`)[1]] as const,
      );
  const named = new Map<string, Metric>();
  for (const [name, metric] of entries) {
    if (named.has(name)) {
      const remedy = 'Give a record instead of a list: { top1: accuracy(), top5: accuracy({ topK: 5 }) }.';
      throw new InvalidArgumentError('metrics', 'of different names', name, remedy);
    }
    // The slash stands between the parts of reported names: validation/accuracy/0.
    if (name === '' || name.includes('/')) throw new InvalidArgumentError('metrics', 'of names without a slash', name);
    if (name === 'loss')
      throw new InvalidArgumentError('metrics', "of other names than 'loss', which is the loss's", name);
    named.set(name, metric);
  }
  return Object.fromEntries(named);
}

function checked(metric: Metric, name: string): readonly [string, Metric] {
  const isMetric = typeof metric === 'object' && typeof (metric as Metric | null)?.update === 'function';
  if (isMetric) return [metric.name, metric];
  throw new InvalidArgumentError(name, 'a metric', metric, 'A component must be called: accuracy().');
}

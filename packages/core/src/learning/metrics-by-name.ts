import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { AnyMetric } from './metric.js';

/** A list of metrics under their own names, or a record as it is. */
export function metricsByName(
  metrics: readonly AnyMetric[] | Readonly<Record<string, AnyMetric>>,
): Readonly<Record<string, AnyMetric>> {
  const entries = Array.isArray(metrics)
    ? (metrics as readonly AnyMetric[]).map((metric, index) => checked(metric, `metrics.${index}`))
    : Object.entries(metrics as Readonly<Record<string, AnyMetric>>).map(
        ([name, metric]) => [name, checked(metric, `metrics.${name}`)[1]] as const,
      );
  const named = new Map<string, AnyMetric>();
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

function checked(metric: AnyMetric, name: string): readonly [string, AnyMetric] {
  return [requireMetric(name, metric).name, metric];
}

/**
 * A metric, if it is one.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything else, in the name of an argument.
 */
export function requireMetric(argument: string, metric: AnyMetric): AnyMetric {
  const given = metric as unknown as Readonly<Record<string, unknown>> | null;
  const isMetric =
    typeof given === 'object' &&
    [given?.['update'], given?.['updateHost']].some((method) => typeof method === 'function');
  if (isMetric) return metric;
  const remedy = Array.isArray(metric)
    ? 'Several are one as new MetricCollection([accuracy(), f1Score()]).'
    : 'A component must be called: accuracy().';
  throw new InvalidArgumentError(argument, 'a metric', metric, remedy);
}

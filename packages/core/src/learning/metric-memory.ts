import { isNdArray, type NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { MetricBase, MetricResult, MetricValues } from './metric.js';
import { namesFrom } from './names-from.js';

/** What metrics remember beyond an epoch, among what `compute` is shown, and in a checkpoint. */
export const past = namesFrom('past/');

/** Between a metric's full name and the name of what it remembers, which may both have slashes. */
const BETWEEN = '//';

/** What metrics remember of earlier results, by the full names of their results. */
export class MetricMemory {
  private remembered: Record<string, MetricValues> = {};

  /** Computes a metric, which is shown what it remembers. `keep` says whether it is to remember this result. */
  compute(name: string, metric: MetricBase, values: MetricValues, keep = true): MetricResult {
    metric.check?.(values);
    const shown = { ...values, ...past.named(this.remembered[name] ?? {}) };
    const result = metric.compute(shown);
    if (keep && metric.remember !== undefined) this.remembered[name] = checked(metric.name, metric.remember(shown));
    return result;
  }

  /** All of it, as arrays by name. */
  state(): Record<string, NdArray> {
    const entries = Object.entries(this.remembered).map(([name, values]) =>
      Object.fromEntries(Object.entries(values).map(([key, array]) => [past.name(name + BETWEEN + key), array])),
    );
    return Object.assign({}, ...entries) as Record<string, NdArray>;
  }

  /** Takes over what `state` gave, from among other arrays. */
  load(arrays: Readonly<Record<string, NdArray>>): void {
    this.remembered = {};
    for (const [path, array] of Object.entries(past.keyed(arrays))) {
      const [name = '', key = ''] = path.split(BETWEEN);
      this.remembered[name] = { ...this.remembered[name], [key]: array };
    }
  }
}

function checked(name: string, values: MetricValues): MetricValues {
  for (const [key, value] of Object.entries(values)) {
    const what = `What remember of the metric '${name}' gives as '${key}'`;
    if (!isNdArray(value)) throw new InvalidArgumentError(what, 'an NdArray', value);
  }
  return values;
}

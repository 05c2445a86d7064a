import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { derivedMetric } from './derived-metric.js';
import { MetricCollection } from './metric-collection.js';
import type { AnyMetric, MetricResult, MetricTraits } from './metric.js';

/** What {@link compose} may be told. */
export interface ComposeOptions extends Partial<MetricTraits> {
  /** The name under which the result is reported. Default `'composed'`. */
  readonly name?: string | undefined;
}

/** The results of metrics by name: a number for most, else as {@link MetricResult} says. */
export type ComposedValues<Name extends string> = Readonly<Record<Name, number & MetricResult>>;

/**
 * A metric made of the results of others: their difference, a weighted sum, a worst case.
 *
 * Each batch goes to all; the results are combined on the host. Metrics that count the same count once. All look at outputs, or all at
 * predictions, and count in the step, or all on the host. Each says itself which output it looks at, and which columns.
 *
 * @param metrics - The metrics, by the names under which `combine` is given their results.
 * @param combine - Makes the result. Its argument is typed as numbers; metrics that give arrays or records give those.
 * @param options - The name, and which way is better (default: neither).
 *
 * @throws `LML_INVALID_ARGUMENT` as {@link MetricCollection} does.
 *
 * @example
 * ```ts
 * import { compose, MetricState } from '@lml/core';
 * import { accuracy, f1Score } from '@lml/metrics';
 *
 * const both = compose(
 *   { right: accuracy({ task: 'binary' }), balance: f1Score({ task: 'binary' }) },
 *   ({ right, balance }) => (right + balance) / 2,
 *   { name: 'both', higherIsBetter: true },
 * );
 * const state = new MetricState(both);
 * await state.update([0.9, 0.2, 0.7, 0.4], [1, 0, 1, 1]);
 * state.compute(); // => (0.75 + 0.8) / 2
 * ```
 */
export function compose<Name extends string>(
  metrics: Readonly<Record<Name, AnyMetric>>,
  combine: (values: ComposedValues<Name>) => MetricResult,
  { name = 'composed', higherIsBetter }: ComposeOptions = {},
): AnyMetric {
  if (Array.isArray(metrics)) {
    const remedy = 'Their results come by name: compose({ a: accuracy(), b: f1Score() }, ({ a, b }) => a - b).';
    throw new InvalidArgumentError('metrics', 'a record of metrics', metrics, remedy);
  }
  const parts = new MetricCollection(metrics, { name });
  return derivedMetric<AnyMetric>(parts, {
    higherIsBetter,
    compute: (state) => combine(parts.results(state) as ComposedValues<Name>),
  });
}

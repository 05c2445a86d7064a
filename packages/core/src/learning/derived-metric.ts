import { isHostMetric, type AnyMetric } from './metric.js';

/**
 * A metric that looks at and counts what another does, but for some changes: another name, another result. It counts where the other does,
 * in the step or on the host. Its methods are the other's own, which may be an instance of a class.
 *
 * @param metric - The other metric. It stays as it is.
 * @param changes - What is different.
 *
 * @example
 * ```ts
 * import { derivedMetric, MetricState } from '@lml/core';
 * import { accuracy } from '@lml/metrics';
 *
 * const right = accuracy({ task: 'binary' });
 * const percent = derivedMetric(right, { name: 'percent', compute: (values) => 100 * (right.compute(values) as number) });
 * const state = new MetricState(percent);
 * await state.update([0.9, 0.2], [1, 1]);
 * state.compute(); // => 50
 * ```
 */
export function derivedMetric<Derived extends AnyMetric>(metric: Derived, changes: Partial<Derived>): Derived;
export function derivedMetric(metric: AnyMetric, changes: Partial<AnyMetric>): AnyMetric {
  const { name, on, head, columns, stages, needs, trees, group, keepLimit, keepAdvice, higherIsBetter } = metric;
  const counting: Partial<AnyMetric> = isHostMetric(metric)
    ? {
        init: (context) => metric.init?.(context) ?? {},
        updateHost: (input, context) => metric.updateHost(input, context),
      }
    : {
        init: (context) => metric.init(context),
        update: (state, input, context) => metric.update(state, input, context),
        ...(metric.keep && { keep: (input, context) => metric.keep!(input, context) }),
      };
  return {
    ...{ name, on, head, columns, stages, needs, trees, group, keepLimit, keepAdvice, higherIsBetter },
    ...counting,
    ...(metric.merge && { merge: (a, b) => metric.merge!(a, b) }),
    ...(metric.check && { check: (state) => metric.check!(state) }),
    ...(metric.remember && { remember: (state) => metric.remember!(state) }),
    compute: (state) => metric.compute(state),
    ...changes,
  } as AnyMetric;
}

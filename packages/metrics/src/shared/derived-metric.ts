import { InvalidArgumentError, isHostMetric, type AnyMetric, type Metric, type MetricInput } from '@lml/core';

/**
 * A metric that looks at and counts what another does, but for some changes. Its methods are the other's own, which may be an instance
 * of a class.
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

/** The metric that a wrapper changes the tensors of; one that counts on the host sees none. */
export function requireTensorMetric(wrapper: string, metric: AnyMetric): Metric<MetricInput> {
  if (!isHostMetric(metric)) return metric;
  const remedy = 'What it looks at are texts and plain values, which this wrapper does not change.';
  throw new InvalidArgumentError(`metric of ${wrapper}`, 'one that counts tensors', metric.name, remedy);
}

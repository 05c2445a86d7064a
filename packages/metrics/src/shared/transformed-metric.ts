import type { AnyMetric, Metric, MetricInput } from '@lml/core';

import { derivedMetric, requireTensorMetric } from './derived-metric.js';

/** A metric that is shown other tensors: those that `transform` makes. It counts by itself, since others are not shown the same. */
export function transformedMetric(
  wrapper: string,
  metric: AnyMetric,
  transform: (input: MetricInput) => MetricInput,
): Metric<MetricInput> {
  const inner = requireTensorMetric(wrapper, metric);
  return derivedMetric(inner, {
    name: `${wrapper}-${metric.name}`,
    group: undefined,
    update: (state, input, context) => inner.update(state, transform(input), context),
    ...(inner.keep && { keep: (input, context) => inner.keep!(transform(input), context) }),
  });
}

import {
  derivedMetric,
  InvalidArgumentError,
  isHostMetric,
  type AnyMetric,
  type HostMetricContext,
  type HostMetricInput,
  type MetricInput,
  type MetricUpdateContext,
} from '@lml/core';

/** What makes of a batch the one that a metric is shown. */
export interface BatchChange {
  /** Of tensors, in the step. */
  readonly inStep: (input: MetricInput, context: MetricUpdateContext) => MetricInput;
  /** Of plain values, where the metric counts on the host. Default: such a metric is refused. */
  readonly onHost?: ((input: HostMetricInput, context: HostMetricContext) => HostMetricInput) | undefined;
}

/**
 * A metric that is shown other batches. It counts by itself, since others are not shown the same.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric of the host, where there is no `onHost`.
 */
export function transformedMetric(wrapper: string, metric: AnyMetric, { inStep, onHost }: BatchChange): AnyMetric {
  const nature = { name: `${wrapper}-${metric.name}`, group: undefined };
  if (!isHostMetric(metric))
    return derivedMetric(metric, {
      ...nature,
      update: (state, input, context) => metric.update(state, inStep(input, context), context),
      ...(metric.keep && { keep: (input, context) => metric.keep!(inStep(input, context), context) }),
    });
  if (onHost !== undefined)
    return derivedMetric(metric, {
      ...nature,
      updateHost: (input, context) => metric.updateHost(onHost(input, context), context),
    });
  const remedy =
    'It counts on the host: what it looks at are texts, objects and plain values, and this wrapper changes tensors.';
  throw new InvalidArgumentError(`metric of ${wrapper}`, 'one that counts tensors', metric.name, remedy);
}

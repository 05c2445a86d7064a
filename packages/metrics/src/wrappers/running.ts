import {
  componentOption,
  defineComponent,
  InvalidArgumentError,
  mergeMetricValues,
  toTensor,
  type MetricValues,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { mean } from '../aggregation/mean.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { derivedMetric, requireTensorMetric } from '../shared/derived-metric.js';

const shape = {
  /** A metric that counts, and keeps no samples. */
  metric: componentOption('metric').describe('A metric that counts, and keeps no samples.'),
  /** Over how many of the last batches. Default: `5`. */
  window: z.int().positive().default(5).describe('Over how many of the last batches.'),
};

/** Options of {@link running}. */
export interface RunningOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A metric over the last batches only. What the metric counts of a batch is kept for each, a few numbers.
 *
 * Its name is `running-<metric>`. Of parts that were counted apart, the last batches are those of the part that was merged last.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric that keeps samples, or counts on the host.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { mean, running } from '@lml/metrics';
 *
 * const state = new MetricState(running({ metric: mean(), window: 2 }));
 * for (const value of [1, 2, 6]) await state.update([value]);
 * state.compute(); // => 4
 * ```
 *
 * @see [torchmetrics.wrappers.Running](https://lightning.ai/docs/torchmetrics/stable/wrappers/running.html) 1.9
 */
export const running = defineComponent({
  kind: 'metric',
  name: 'running',
  summary: 'A metric over the last batches.',
  schema: z.strictObject(shape),
  examples: [{ metric: meanSquaredError() }, { metric: mean(), window: 1 }],
  create({ metric, window }, { name }) {
    const inner = requireTensorMetric(name, metric);
    if (inner.keep !== undefined) {
      const remedy = `What '${metric.name}' keeps grows with the samples; give it an option by which it counts instead.`;
      throw new InvalidArgumentError(`metric of ${name}`, 'one that keeps no samples', metric.name, remedy);
    }
    const merge = (a: MetricValues, b: MetricValues): MetricValues =>
      inner.merge === undefined ? mergeMetricValues(a, b) : inner.merge(a, b);
    return derivedMetric(inner, {
      name: `${name}-${metric.name}`,
      group: inner.group === undefined ? undefined : `${name} ${inner.group}`,
      // What a batch adds is kept; that of none has to be known, too.
      init: (context) => inner.init(context),
      update: (state) => state,
      keep(input, context): Tensors {
        const empty = Object.entries(inner.init(context)).map(([key, value]) => [key, toTensor(value)] as const);
        const counted = inner.update(Object.fromEntries(empty), input, context);
        return Object.fromEntries(Object.entries(counted).map(([key, value]) => [key, tf.expandDims(value, 0)]));
      },
      compute(state) {
        const batches = Object.values(state).length === 0 ? 0 : lengthOf(state);
        const last = Array.from({ length: Math.min(window, batches) }, (_, at) => rowOf(state, batches - 1 - at));
        const empty = Object.fromEntries(Object.entries(state).filter(([key]) => !key.startsWith(KEPT)));
        const together = last.length === 0 ? empty : last.reduceRight(merge);
        inner.check?.(together);
        return inner.compute(together);
      },
    });
  },
  conformance: { ofBatches: true },
  higherIsBetter: undefined,
});

const KEPT = 'kept/';

function lengthOf(state: MetricValues): number {
  const [first] = Object.entries(state).filter(([key]) => key.startsWith(KEPT));
  return first?.[1].shape[0] ?? 0;
}

/** What a batch added, by its number. */
function rowOf(state: MetricValues, batch: number): MetricValues {
  const rows = Object.entries(state).flatMap(
    ([
      key,
      {
        dtype,
        shape: [, ...own],
        data,
      },
    ]) => {
      if (!key.startsWith(KEPT)) return [];
      const size = own.reduce((product, length) => product * length, 1);
      const part = (data as Float32Array).slice(batch * size, (batch + 1) * size);
      return [[key.slice(KEPT.length), { dtype, shape: own, data: part }]];
    },
  );
  return mergeMetricValues(Object.fromEntries(rows) as MetricValues);
}

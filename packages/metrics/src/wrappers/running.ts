import {
  componentOption,
  defineComponent,
  derivedMetric,
  InvalidArgumentError,
  isHostMetric,
  mergeMetricValues,
  ndArray,
  toTensor,
  type AnyMetric,
  type MetricResult,
  type MetricValues,
  type NdArray,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { mean } from '../aggregation/mean.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { rowsOf } from '../shared/host-rows.js';
import { numbersOf } from '../shared/values.js';

const shape = {
  /** A metric that counts; one of the step must not keep samples. */
  metric: componentOption('metric').describe('A metric that counts; one of the step must not keep samples.'),
  /** Over how many of the last batches. Default: `5`. */
  window: z.int().positive().default(5).describe('Over how many of the last batches.'),
};

/** Options of {@link running}. */
export interface RunningOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A metric over the last batches only. What the metric counts of a batch is kept for each, a few numbers. A metric
 * that counts on the host may also keep samples, which are kept of all batches; only those of the last are judged.
 *
 * Its name is `running-<metric>`. Of parts that were counted apart, the last batches are those of the part that was merged last.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric of the step that keeps samples.
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
    const nature = {
      name: `${name}-${metric.name}`,
      group: metric.group === undefined ? undefined : `${name} ${metric.group}`,
      compute: (state: MetricValues): MetricResult => {
        const together = lastBatches(name, metric, state, window);
        metric.check?.(together);
        return metric.compute(together);
      },
    };
    // What a batch adds is kept; that of none has to be known, too.
    if (isHostMetric(metric))
      return derivedMetric(metric, {
        ...nature,
        updateHost: async (input, context) => batchOf(await metric.updateHost(input, context)),
      });
    if (metric.keep !== undefined) {
      const remedy = `What '${metric.name}' keeps grows with the samples; give it an option by which it counts instead.`;
      throw new InvalidArgumentError(`metric of ${name}`, 'one that keeps no samples', metric.name, remedy);
    }
    return derivedMetric(metric, {
      ...nature,
      update: (state) => state,
      keep(input, context): Tensors {
        const empty = Object.entries(metric.init(context)).map(([key, value]) => [key, toTensor(value)] as const);
        const counted = metric.update(Object.fromEntries(empty), input, context);
        return Object.fromEntries(Object.entries(counted).map(([key, value]) => [key, tf.expandDims(value, 0)]));
      },
    });
  },
  conformance: { ofBatches: true },
  higherIsBetter: undefined,
});

const KEPT = 'kept/';
/** Samples that a metric of the host keeps itself, of all batches, and how many a batch added. */
const SAMPLES = `${KEPT}${KEPT}`;
const COUNT = `${KEPT}count-of-kept/`;

/** What a batch added on the host, as what is kept of the batch: a row of each sum, the samples, and their number. */
function batchOf(added: MetricValues): MetricValues {
  const parts = Object.entries(added).map(([key, array]): MetricValues =>
    key.startsWith(KEPT)
      ? { [KEPT + key]: array, [COUNT + key.slice(KEPT.length)]: ndArray([array.shape[0]!], { dtype: 'int32' }) }
      : { [KEPT + key]: { ...array, shape: [1, ...array.shape] } },
  );
  return Object.assign({}, ...parts) as MetricValues;
}

/** The accumulators of the last batches. */
function lastBatches(wrapper: string, metric: AnyMetric, state: MetricValues, window: number): MetricValues {
  const all = Object.entries(state);
  const columns = all.filter(([key]) => key.startsWith(KEPT) && !key.startsWith(SAMPLES));
  const batches = columns[0]?.[1].shape[0] ?? 0;
  const other = columns.find(([, { shape: rows }]) => rows[0] !== batches);
  if (other !== undefined) {
    const remedy = `'${other[0].slice(KEPT.length)}' is missing of some.`;
    throw new InvalidArgumentError(`metric of ${wrapper}`, 'one that adds the same names for each batch', metric.name, remedy); // prettier-ignore
  }
  if (batches === 0) return Object.fromEntries(all.filter(([key]) => !key.startsWith(KEPT)));
  const rows = columns.filter(([key]) => !key.startsWith(COUNT));
  const length = Math.min(window, batches);
  const last = Array.from({ length }, (_, at) => rowOf(rows, batches - length + at));
  const sums = last.reduce((a, b) => metric.merge?.(a, b) ?? mergeMetricValues(a, b));
  const samples = all.flatMap(([key, array]) => {
    if (!key.startsWith(SAMPLES)) return [];
    const counts = numbersOf(state[COUNT + key.slice(SAMPLES.length)]);
    const most = counts.slice(-length).reduce((sum, count) => sum + count, 0);
    return [[key.slice(KEPT.length), tailOf(array, most)]];
  });
  return { ...sums, ...(Object.fromEntries(samples) as MetricValues) };
}

/** What a batch added to sums, by its number. */
function rowOf(columns: readonly (readonly [string, NdArray])[], batch: number): MetricValues {
  const rows = columns.map(([key, array]) => {
    const { dtype, shape: [, ...own], data } = rowsOf(array, [batch]); // prettier-ignore
    return [key.slice(KEPT.length), { dtype, shape: own, data }];
  });
  return mergeMetricValues(Object.fromEntries(rows) as MetricValues);
}

/** The last rows of an array. */
function tailOf(array: NdArray, length: number): NdArray {
  const from = array.shape[0]! - length;
  return rowsOf(
    array,
    Array.from({ length }, (_, at) => from + at),
  );
}

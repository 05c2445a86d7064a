import {
  isHostMetric,
  mergeMetricValues,
  MetricState,
  type AnyMetric,
  type HostMetric,
  type Metric,
  type MetricColumns,
  type MetricInput,
  type MetricNumbers,
  type MetricResult,
  type MetricValues,
  type NdArray,
} from '@lml/core';
import { inputFor, MetricMemory } from '@lml/core/engine';

import { ensure } from '../../shared/check.js';
import { decodePlain, decodeSome } from '../decode.js';
import { goldenStep, type EngineSession } from '../engine-session.js';
import type { GoldenRecord } from '../golden-file.js';
import type { GoldenKind } from '../golden-kind.js';

type Batch = Readonly<Record<string, NdArray>>;

type HostBatch = MetricColumns & { readonly prediction: MetricNumbers; readonly target?: MetricNumbers };

interface Results {
  readonly value: MetricResult;
  readonly values: readonly MetricResult[];
  readonly batchValues: readonly MetricResult[];
}

/**
 * Input: `batches`, each with `prediction`, perhaps `target`, `weight` and further columns, of a metric of the host also texts and lists. Expected: `value` of all batches; `values` after each
 * batch; `batchValues` of each batch alone.
 */
export const metricKind: GoldenKind<AnyMetric> = {
  onEngines: true,
  // Counts are exact, and divided in float64; sums of a batch are float32.
  closeness: { tolerance: 1e-6, size: (number) => number },
  async compute({ instance, input, golden: { expected = {} } }, session) {
    ensure(Array.isArray(input['batches']), 'the input has no list of batches');
    const given = input['batches'] as GoldenRecord[];
    const found = isHostMetric(instance)
      ? await hostResults(instance, given.map(decodePlain) as HostBatch[])
      : await results(
          session,
          instance,
          given.map((batch) => decodeSome(batch, Object.keys(batch))),
        );
    return Object.fromEntries(Object.keys(expected).map((name) => [name, found[name as keyof typeof found]]));
  },
};

/** Batches are counted on the engine and added on the host, as in a run. */
async function results(
  session: EngineSession,
  metric: Metric<MetricInput>,
  batches: readonly Batch[],
): Promise<Results> {
  const empty = metric.init({ numClasses: classesOf(batches[0]) });
  const names = Object.keys(empty);
  session.engine.declare(
    Object.entries(empty).map(([name, value]) => ({ name, ...spec(value), trainable: false, value })),
  );
  const step = goldenStep((batch, context) => {
    const input = inputFor(metric.name, metric, batch as unknown as MetricInput);
    const counting = { stage: context.stage, random: context.random };
    const before = Object.fromEntries(names.map((name) => [name, context.read(name)]));
    const after = metric.update(before, input, counting);
    for (const [name, value] of Object.entries(after)) context.write(name, value);
    return { outputs: { kept: metric.keep?.(input, counting) ?? {} } };
  });
  const memory = new MetricMemory();
  const [values, batchValues, kept]: [MetricResult[], MetricResult[], MetricValues[]] = [[], [], []];
  let sums = mergeMetricValues(empty);
  for (const [number, batch] of batches.entries()) {
    if (number > 0) await session.engine.write(empty);
    const outputs = await session.run(step, batch, { step: number });
    const part = Object.fromEntries(Object.entries(outputs).map(([path, array]) => [path.replace('.', '/'), array]));
    kept.push(part);
    const counted = mergeMetricValues(await session.engine.read());
    sums = number === 0 ? counted : (metric.merge ?? mergeMetricValues)(sums, counted);
    values.push(memory.compute(metric.name, metric, { ...sums, ...mergeMetricValues(...kept) }));
    const alone = { ...counted, ...mergeMetricValues(part) };
    metric.check?.(alone);
    batchValues.push(metric.compute(alone));
  }
  return { value: values.at(-1) ?? metric.compute(sums), values, batchValues };
}

/** What a metric of the host gives, which sees no engine. */
async function hostResults(metric: HostMetric, batches: readonly HostBatch[]): Promise<Results> {
  const state = new MetricState(metric);
  const [values, batchValues]: [MetricResult[], MetricResult[]] = [[], []];
  for (const { prediction, target, ...columns } of batches) {
    batchValues.push(await state.forward(prediction, target, columns));
    values.push(state.compute());
  }
  return { value: state.compute(), values, batchValues };
}

function spec({ shape, dtype }: NdArray): { shape: readonly number[]; dtype: 'float32' | 'int32' } {
  ensure(dtype === 'float32' || dtype === 'int32', `an accumulator is ${dtype}, not float32 or int32`);
  return { shape, dtype };
}

/** The number of classes, where the shapes tell: scores for each class against one class a sample. */
function classesOf({ prediction, target = prediction }: Batch = {}): number | undefined {
  if (prediction === undefined || target === undefined) return undefined;
  return prediction.shape.length === target.shape.length + 1 ? prediction.shape.at(-1) : undefined;
}

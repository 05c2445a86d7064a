import { batchSizeOf, type HostBatch } from '../data/batch.js';
import { isNdArray, type NdArray } from '../data/nd-array.js';
import { partAt, type ValueTree } from '../data/value-tree.js';
import type { Stage } from '../data/stage.js';
import { checkAdded } from '../learning/check-metric.js';
import type { Learner } from '../learning/learner.js';
import { mergeMetricValues, mergeParts } from '../learning/merge-metric-values.js';
import { kept, metricHandles, type MetricHandle } from '../learning/metric-handle.js';
import { decodePrediction } from '../learning/decode-prediction.js';
import { hostTarget } from '../learning/host-target.js';
import { hostInputFor } from '../learning/metric-input.js';
import { reportResult, type MetricReport } from '../learning/metric-report.js';
import { isHostMetric, type HostMetricInput, type MetricValues } from '../learning/metric.js';
import { SHOWN } from '../learning/step-metrics.js';
import type { Predicted } from '../learning/predictor.js';
import type { Engine } from '../steps/engine.js';
import { disposeTree, takeTree } from '../steps/read-tree.js';
import type { DeviceTree, DeviceValue } from '../steps/step.js';
import { packTexts, unpackTexts } from './pack-texts.js';

/**
 * The host's part of a stage's metrics: what was moved here from the engine before it could lose digits, the samples that
 * metrics keep, and what metrics of the host count.
 */
export interface MetricLedger {
  /**
   * Notes what a step kept for metrics; the values are read at the next spill. Metrics of the host count the batch: where there are
   * any, the caller waits before the batch is filled anew.
   */
  note(outputs: Readonly<Record<string, DeviceTree>>, batch: HostBatch): Promise<void> | undefined;
  /** Moves the engine's accumulators here and empties them. */
  spill(): Promise<void>;
  /** The results so far, by full name. Nothing is moved: sums are grouped as if it had not been called. */
  results(): Promise<MetricReport>;
  /** Starts anew, with empty accumulators in the engine. */
  reset(): Promise<void>;
  /** For a checkpoint, as arrays by name; the engine's accumulators are in its own state. */
  state(): Promise<Record<string, NdArray>>;
  /** From a checkpoint. */
  load(state: Readonly<Record<string, NdArray>>): void;
  /** Disposes what is noted. */
  dispose(): void;
}

/** The ledger of a learner's metrics in a stage. Records of predictions name classes by `classNames`. */
export function createMetricLedger(
  learner: Learner,
  stage: Stage,
  engine: Engine,
  classNames?: readonly string[],
): MetricLedger {
  const handles = metricHandles(learner, stage);
  const counted = handles.filter(({ metric }) => !isHostMetric(metric));
  const empty = Object.fromEntries(handles.map(({ name, init }) => [name, init()]));
  const blank: MetricValues = Object.assign({}, ...counted.map(({ name, state }) => state.named(empty[name]!)));
  const names = Object.keys(blank);
  let values: Record<string, MetricValues> = {};
  let noted: Readonly<Record<string, DeviceTree>>[] = [];
  /** What batches added on the host, put together when it is asked for. */
  let added: { readonly handle: MetricHandle; readonly part: MetricValues }[] = [];

  const joined = ({ name, metric }: MetricHandle, part: MetricValues): MetricValues => {
    const before = values[name];
    return before === undefined ? part : mergeParts(metric, before, part);
  };
  const joinAdded = (): void => {
    const batches = added;
    added = [];
    for (const handle of handles) {
      const parts = batches.filter((one) => one.handle === handle).map(({ part }) => part);
      if (parts.length === 0) continue;
      if (handle.metric.merge !== undefined) for (const part of parts) values[handle.name] = joined(handle, part);
      else values[handle.name] = mergeMetricValues(values[handle.name] ?? {}, ...parts);
    }
  };
  const spillKept = async (): Promise<void> => {
    joinAdded();
    const batch = noted;
    noted = [];
    for (const outputs of batch) {
      for (const handle of handles) {
        const own = Object.entries(handle.outputs.keyed(outputs));
        if (own.length === 0) continue;
        const read = own.map(async ([key, value]) => {
          const array = await (value as DeviceValue).read();
          (value as DeviceValue).dispose();
          return [key, array] as const;
        });
        values[handle.name] = joined(handle, kept.named(Object.fromEntries(await Promise.all(read))));
      }
    }
  };
  /** Counts a batch by the metrics of the host. */
  const countOnHost = async (
    shown: Readonly<Record<keyof typeof SHOWN, DeviceTree | undefined>>,
    batch: HostBatch,
  ): Promise<void> => {
    const { input: _, ...columns } = batch;
    const read = async (tree: DeviceTree | undefined): Promise<unknown> => tree && takeTree(tree);
    const [output, prediction, inUnits] = await Promise.all([
      read(shown.output),
      read(shown.prediction),
      read(shown.target),
    ]);
    const { head } = learner.predictor ?? {};
    const own =
      head === undefined ? columns['target'] : (partAt(columns['target'], head, isNdArray) ?? columns['target']);
    const target = hostTarget(own, inUnits as ValueTree<NdArray> | undefined);
    const records =
      prediction === undefined
        ? undefined
        : decodePrediction(
            learner.predictor,
            prediction as Predicted,
            { metadata: columns['metadata'] as readonly unknown[] | undefined, classNames },
            batchSizeOf(batch),
          );
    for (const handle of handles) {
      const { name, metric } = handle;
      if (!isHostMetric(metric)) continue;
      const looked =
        metric.on === 'prediction'
          ? { prediction, records, ...(target !== undefined && { target }) }
          : { prediction: output };
      const input = hostInputFor(name, metric, { ...columns, ...looked } as HostMetricInput);
      added.push({ handle, part: checkAdded(name, metric.updateHost(input, { stage })) });
    }
  };
  /** What is here and what is in the engine, together. */
  const gathered = async (): Promise<Record<string, MetricValues>> => {
    await spillKept();
    if (names.length === 0) return values;
    const read = await engine.read(names);
    const together = counted.map((handle) => {
      const { name, state } = handle;
      const part = Object.fromEntries(Object.keys(empty[name]!).map((key) => [key, read[state.name(key)]!]));
      return [name, joined(handle, part)] as const;
    });
    return { ...values, ...Object.fromEntries(together) };
  };
  return {
    note(outputs, batch) {
      const { [SHOWN.output]: output, [SHOWN.prediction]: prediction, [SHOWN.target]: target, ...samples } = outputs;
      if (Object.keys(samples).length > 0) noted.push(samples);
      return output === undefined && prediction === undefined
        ? undefined
        : countOnHost({ output, prediction, target }, batch);
    },
    async spill() {
      values = await gathered();
      if (names.length > 0) await engine.write(blank);
    },
    async results() {
      const parts = await gathered();
      const reports = handles.map(({ name, metric, resultName }) =>
        reportResult(resultName, metric.compute(parts[name] ?? empty[name]!)),
      );
      return {
        numbers: Object.assign({}, ...reports.map(({ numbers }) => numbers)) as MetricReport['numbers'],
        details: Object.assign({}, ...reports.map(({ details }) => details)) as MetricReport['details'],
      };
    },
    async reset() {
      values = {};
      added = [];
      if (names.length > 0) await engine.write(blank);
    },
    async state() {
      await spillKept();
      return packTexts(Object.assign({}, ...handles.map(({ name, state }) => state.named(values[name] ?? {}))));
    },
    load(saved) {
      values = {};
      added = [];
      const arrays = unpackTexts(saved);
      for (const { name, state } of handles) {
        const own = state.keyed(arrays);
        if (Object.keys(own).length > 0) values[name] = own;
      }
    },
    dispose() {
      for (const outputs of noted) disposeTree(outputs);
      noted = [];
    },
  };
}

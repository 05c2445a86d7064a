import { batchSizeOf, type HostBatch } from '../data/batch.js';
import { isNdArray, type NdArray } from '../data/nd-array.js';
import { partAt, type ValueTree } from '../data/value-tree.js';
import type { Stage } from '../data/stage.js';
import { checkAdded } from '../learning/check-metric.js';
import type { Learner } from '../learning/learner.js';
import { keepSamples, type KeptSamples } from '../learning/kept-samples.js';
import { mergeParts, splitKept } from '../learning/merge-metric-values.js';
import { countingHandles, kept, metricHandles, scoresOf, type MetricHandle } from '../learning/metric-handle.js';
import { decodePrediction } from '../learning/decode-prediction.js';
import { hostTarget } from '../learning/host-target.js';
import { hostInputFor } from '../learning/metric-input.js';
import type { MetricMemory } from '../learning/metric-memory.js';
import { reportResult, type MetricReport } from '../learning/metric-report.js';
import { isHostMetric, type HostMetricInput, type MetricValues } from '../learning/metric.js';
import { SHOWN } from '../learning/step-metrics.js';
import type { Predicted } from '../learning/predictor.js';
import { RandomStreams } from '../random/random-streams.js';
import type { Engine } from '../steps/engine.js';
import { disposeTree, takeTree } from '../steps/read-tree.js';
import { createHostRandom } from '../steps/step-random.js';
import type { DeviceTree, DeviceValue } from '../steps/step.js';
import { packTexts, unpackTexts } from './pack-texts.js';

/**
 * The host's part of a stage's metrics: what was moved here from the engine before it could lose digits, the samples that
 * metrics keep, and what metrics of the host count.
 */
export interface MetricLedger {
  /**
   * Notes what a step kept for metrics; the values are read at the next spill. Metrics of the host count the batch: where there are
   * any, the caller waits before the batch is filled anew. `step` is the number that the step was run with.
   */
  note(outputs: Readonly<Record<string, DeviceTree>>, batch: HostBatch, step: number): Promise<void> | undefined;
  /** Moves the engine's accumulators here and empties them. */
  spill(): Promise<void>;
  /**
   * The results so far, by full name. Nothing is moved: sums are grouped as if it had not been called. `complete` says whether they are
   * those of all data, which metrics may remember.
   */
  results(complete?: boolean): Promise<MetricReport>;
  /** Starts anew, with empty accumulators in the engine. */
  reset(): Promise<void>;
  /** For a checkpoint, as arrays by name; the engine's accumulators are in its own state. */
  state(): Promise<Record<string, NdArray>>;
  /** From a checkpoint. */
  load(state: Readonly<Record<string, NdArray>>): void;
  /** Disposes what is noted. */
  dispose(): void;
}

/** Whose metrics are counted, and what is known of the data. */
export interface MetricLedgerOptions {
  readonly learner: Learner;
  readonly engine: Engine;
  /** The seed of the run. */
  readonly seed: number;
  readonly stage: Stage;
  /** Of several sets of a stage the one that is judged. */
  readonly set?: string | undefined;
  /** By which records of predictions name classes. */
  readonly classNames?: readonly string[] | undefined;
  /** What metrics remember beyond an epoch. */
  readonly memory: MetricMemory;
}

/** The ledger of a learner's metrics in a stage. */
export function createMetricLedger({
  learner,
  engine,
  seed,
  stage,
  set,
  classNames,
  memory,
}: MetricLedgerOptions): MetricLedger {
  const handles = metricHandles(learner, stage);
  const counting = countingHandles(handles);
  const counted = counting.filter(({ metric }) => !isHostMetric(metric));
  const empty = Object.fromEntries(counting.map(({ name, init }) => [name, init()]));
  const blank: MetricValues = Object.assign({}, ...counted.map(({ name, state }) => state.named(empty[name]!)));
  const names = Object.keys(blank);
  const streams = new RandomStreams(seed);
  let sums: Record<string, MetricValues> = {};
  let samples: Record<string, KeptSamples> = {};
  let noted: Readonly<Record<string, DeviceTree>>[] = [];

  const joined = ({ name, metric }: MetricHandle, part: MetricValues): MetricValues => {
    const before = sums[name];
    return before === undefined ? part : mergeParts(metric, before, part);
  };
  const add = (handle: MetricHandle, part: MetricValues): void => {
    const { name, metric } = handle;
    const { sums: own, kept: more } = splitKept(part);
    if (Object.keys(own).length > 0) sums[name] = joined(handle, own);
    if (Object.keys(more).length > 0) (samples[name] ??= keepSamples(name, metric)).add(more);
  };
  const here = (name: string): MetricValues => ({ ...sums[name], ...samples[name]?.values() });
  const spillKept = async (): Promise<void> => {
    const batches = noted;
    noted = [];
    for (const outputs of batches) {
      for (const handle of counted) {
        const own = Object.entries(handle.outputs.keyed(outputs));
        if (own.length === 0) continue;
        const read = own.map(async ([key, value]) => {
          const array = await (value as DeviceValue).read();
          (value as DeviceValue).dispose();
          return [key, array] as const;
        });
        add(handle, kept.named(Object.fromEntries(await Promise.all(read))));
      }
    }
  };
  /** Counts a batch by the metrics of the host. */
  const countOnHost = async (
    shown: Readonly<Record<keyof typeof SHOWN, DeviceTree | undefined>>,
    batch: HostBatch,
    step: number,
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
    for (const handle of counting) {
      const { name, metric } = handle;
      if (!isHostMetric(metric)) continue;
      const looked =
        metric.on === 'prediction'
          ? { prediction, records, ...(target !== undefined && { target }) }
          : { prediction: output };
      const input = hostInputFor(name, metric, { ...columns, ...looked } as HostMetricInput);
      const random = createHostRandom(streams, stage, step, `metric/${name}/`);
      const context = { stage, scores: scoresOf(learner, metric), random };
      add(handle, checkAdded(name, await metric.updateHost(input, context)));
    }
  };
  /** The accumulators with what is in the engine. */
  const gathered = async (): Promise<Record<string, MetricValues>> => {
    await spillKept();
    if (names.length === 0) return sums;
    const read = await engine.read(names);
    const together = counted.map((handle) => {
      const { name, state } = handle;
      const part = Object.fromEntries(Object.keys(empty[name]!).map((key) => [key, read[state.name(key)]!]));
      return [name, joined(handle, part)] as const;
    });
    return { ...sums, ...Object.fromEntries(together) };
  };
  return {
    note(outputs, batch, step) {
      const { [SHOWN.output]: output, [SHOWN.prediction]: prediction, [SHOWN.target]: target, ...own } = outputs;
      if (Object.keys(own).length > 0) noted.push(own);
      return output === undefined && prediction === undefined
        ? undefined
        : countOnHost({ output, prediction, target }, batch, step);
    },
    async spill() {
      sums = await gathered();
      for (const { name, metric } of counting) metric.check?.(here(name));
      if (names.length > 0) await engine.write(blank);
    },
    async results(complete = true) {
      const parts = await gathered();
      const reports = handles.map(({ name, source, metric, resultName }) => {
        const all = { ...(parts[source] ?? empty[source]!), ...samples[source]?.values() };
        const place = set === undefined ? resultName : `${stage}/${set}/${name}`;
        return reportResult(resultName, memory.compute(place, metric, all, complete));
      });
      return {
        numbers: Object.assign({}, ...reports.map(({ numbers }) => numbers)) as MetricReport['numbers'],
        details: Object.assign({}, ...reports.map(({ details }) => details)) as MetricReport['details'],
      };
    },
    async reset() {
      sums = {};
      samples = {};
      if (names.length > 0) await engine.write(blank);
    },
    async state() {
      await spillKept();
      return packTexts(Object.assign({}, ...counting.map(({ name, state }) => state.named(here(name)))));
    },
    load(saved) {
      sums = {};
      samples = {};
      const arrays = unpackTexts(saved);
      for (const handle of counting) add(handle, handle.state.keyed(arrays));
    },
    dispose() {
      for (const outputs of noted) disposeTree(outputs);
      noted = [];
    },
  };
}

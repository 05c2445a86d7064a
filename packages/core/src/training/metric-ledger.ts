import type { Stage } from '../data/stage.js';
import type { NdArray } from '../data/nd-array.js';
import type { Learner } from '../learning/learner.js';
import { mergeParts } from '../learning/merge-metric-values.js';
import { kept, metricHandles, type MetricHandle } from '../learning/metric-handle.js';
import type { MetricValues } from '../learning/metric.js';
import { metricNumbers } from '../learning/metric-numbers.js';
import type { Engine } from '../steps/engine.js';
import type { DeviceTree, DeviceValue } from '../steps/step.js';

/**
 * The host's part of a stage's metrics: what was moved here from the engine before it could lose digits, and the samples
 * that metrics keep.
 */
export interface MetricLedger {
  /** Notes what a step kept for metrics; the values are read at the next spill. */
  note(outputs: Readonly<Record<string, DeviceTree>>): void;
  /** Moves the engine's accumulators here and empties them. */
  spill(): Promise<void>;
  /** The results so far, by full name. Nothing is moved: sums are grouped as if it had not been called. */
  results(): Promise<Record<string, number>>;
  /** Starts anew, with empty accumulators in the engine. */
  reset(): Promise<void>;
  /** For a checkpoint, as arrays by name; the engine's accumulators are in its own state. */
  state(): Promise<Record<string, NdArray>>;
  /** From a checkpoint. */
  load(state: Readonly<Record<string, NdArray>>): void;
  /** Disposes what is noted. */
  dispose(): void;
}

/** The ledger of a learner's metrics in a stage. */
export function createMetricLedger(learner: Learner, stage: Stage, engine: Engine): MetricLedger {
  const handles = metricHandles(learner, stage);
  const empty = Object.fromEntries(handles.map(({ name, init }) => [name, init()]));
  const blank: MetricValues = Object.assign({}, ...handles.map(({ name, state }) => state.named(empty[name]!)));
  const names = Object.keys(blank);
  let values: Record<string, MetricValues> = {};
  let noted: Readonly<Record<string, DeviceTree>>[] = [];

  const joined = ({ name, metric }: MetricHandle, part: MetricValues): MetricValues => {
    const before = values[name];
    return before === undefined ? part : mergeParts(metric, before, part);
  };
  const spillKept = async (): Promise<void> => {
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
  /** What is here and what is in the engine, together. */
  const gathered = async (): Promise<Record<string, MetricValues>> => {
    await spillKept();
    if (names.length === 0) return values;
    const read = await engine.read(names);
    const together = handles.map((handle) => {
      const { name, state } = handle;
      const part = Object.fromEntries(Object.keys(empty[name]!).map((key) => [key, read[state.name(key)]!]));
      return [name, joined(handle, part)] as const;
    });
    return Object.fromEntries(together);
  };
  return {
    note(outputs) {
      if (Object.keys(outputs).length > 0) noted.push(outputs);
    },
    async spill() {
      values = await gathered();
      if (names.length > 0) await engine.write(blank);
    },
    async results() {
      const parts = await gathered();
      const numbers = handles.flatMap(({ name, metric, resultName }) =>
        metricNumbers(resultName, metric.compute(parts[name] ?? empty[name]!)),
      );
      return Object.fromEntries(numbers);
    },
    async reset() {
      values = {};
      if (names.length > 0) await engine.write(blank);
    },
    async state() {
      await spillKept();
      return Object.assign({}, ...handles.map(({ name, state }) => state.named(values[name] ?? {})));
    },
    load(saved) {
      values = {};
      for (const { name, state } of handles) {
        const own = state.keyed(saved);
        if (Object.keys(own).length > 0) values[name] = own;
      }
    },
    dispose() {
      for (const outputs of noted) for (const value of Object.values(outputs)) (value as DeviceValue).dispose();
      noted = [];
    },
  };
}

import type { Stage } from '../data/stage.js';
import type { NdArray } from '../data/nd-array.js';
import type { Learner } from '../learning/learner.js';
import { accumulatorsOf } from '../learning/check-metric.js';
import { KEPT, mergeParts } from '../learning/merge-metric-values.js';
import type { Metric, MetricValues } from '../learning/metric.js';
import { metricNumbers } from '../learning/metric-numbers.js';
import { metricContext, metricPrefix } from '../learning/step-metrics.js';
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
  /** The results so far, by full name. Nothing is moved: sums are grouped as if nobody had asked. */
  results(): Promise<Record<string, number>>;
  /** Starts anew, with empty accumulators in the engine. */
  reset(): Promise<void>;
  /** For a checkpoint, as arrays by name; the engine's accumulators are in its own state. */
  state(): Promise<Record<string, NdArray>>;
  /** From a checkpoint. */
  load(state: Readonly<Record<string, NdArray>>): void;
  /** Lets go of what is noted. */
  dispose(): void;
}

/** The ledger of a learner's metrics in a stage. */
export function createMetricLedger(learner: Learner, stage: Stage, engine: Engine): MetricLedger {
  const metrics = Object.entries(learner.metrics);
  const empty = Object.fromEntries(
    metrics.map(([name, metric]) => [name, accumulatorsOf(name, metric, metricContext(learner))]),
  );
  const names = metrics.flatMap(([name]) => Object.keys(empty[name]!).map((key) => metricPrefix(stage, name) + key));
  const blank = Object.fromEntries(
    metrics.flatMap(([name]) =>
      Object.entries(empty[name]!).map(([key, value]) => [metricPrefix(stage, name) + key, value]),
    ),
  );
  let values: Record<string, MetricValues> = {};
  let noted: Readonly<Record<string, DeviceTree>>[] = [];

  const joined = (name: string, metric: Metric, part: MetricValues): MetricValues => {
    const before = values[name];
    return before === undefined ? part : mergeParts(metric, before, part);
  };
  const spillKept = async (): Promise<void> => {
    const batch = noted;
    noted = [];
    for (const outputs of batch) {
      for (const [name, metric] of metrics) {
        const prefix = `${KEPT}${name}/`;
        const own = Object.entries(outputs).filter(([key]) => key.startsWith(prefix));
        if (own.length === 0) continue;
        const read = own.map(async ([key, value]) => {
          const array = await (value as DeviceValue).read();
          (value as DeviceValue).dispose();
          return [`${KEPT}${key.slice(prefix.length)}`, array] as const;
        });
        values[name] = joined(name, metric, Object.fromEntries(await Promise.all(read)));
      }
    }
  };
  /** What is here and what is in the engine, together. */
  const gathered = async (): Promise<Record<string, MetricValues>> => {
    await spillKept();
    if (names.length === 0) return values;
    const read = await engine.read(names);
    const together = metrics.map(([name, metric]) => {
      const prefix = metricPrefix(stage, name);
      const part = Object.fromEntries(Object.keys(empty[name]!).map((key) => [key, read[prefix + key]!]));
      return [name, joined(name, metric, part)] as const;
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
      const numbers = metrics.flatMap(([name, metric]) =>
        metricNumbers(`${stage}/${name}`, metric.compute(parts[name] ?? empty[name]!)),
      );
      return Object.fromEntries(numbers);
    },
    async reset() {
      values = {};
      if (names.length > 0) await engine.write(blank);
    },
    async state() {
      await spillKept();
      const arrays = Object.entries(values).flatMap(([name, part]) =>
        Object.entries(part).map(([key, value]) => [metricPrefix(stage, name) + key, value] as const),
      );
      return Object.fromEntries(arrays);
    },
    load(state) {
      values = {};
      for (const [name] of metrics) {
        const prefix = metricPrefix(stage, name);
        const own = Object.entries(state).filter(([key]) => key.startsWith(prefix));
        if (own.length > 0)
          values[name] = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
      }
    },
    dispose() {
      for (const outputs of noted) for (const value of Object.values(outputs)) (value as DeviceValue).dispose();
      noted = [];
    },
  };
}

import type { Stage } from '../data/data-module.js';
import type { NdArray } from '../data/nd-array.js';
import type { Learner } from '../learning/learner.js';
import { accumulatorsOf } from '../learning/check-metric.js';
import { mergeParts } from '../learning/merge-metric-values.js';
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
  /** The results so far, by full name; spill first. */
  results(): Record<string, number>;
  /** Starts anew; the engine's accumulators are empty after a spill. */
  reset(): void;
  /** For a checkpoint, as arrays by name. */
  state(): Record<string, NdArray>;
  /** From a checkpoint. */
  load(state: Readonly<Record<string, NdArray>>): void;
  /** Lets go of what is noted. */
  dispose(): void;
}

const KEPT = 'kept/';

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

  const add = (name: string, metric: Metric, part: MetricValues): void => {
    const before = values[name];
    values[name] = before === undefined ? part : mergeParts(metric, before, part);
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
        add(name, metric, Object.fromEntries(await Promise.all(read)));
      }
    }
  };
  return {
    note(outputs) {
      if (Object.keys(outputs).length > 0) noted.push(outputs);
    },
    async spill() {
      await spillKept();
      if (names.length === 0) return;
      const read = await engine.read(names);
      await engine.write(blank);
      for (const [name, metric] of metrics) {
        const prefix = metricPrefix(stage, name);
        add(name, metric, Object.fromEntries(Object.keys(empty[name]!).map((key) => [key, read[prefix + key]!])));
      }
    },
    results: () =>
      Object.fromEntries(
        metrics.flatMap(([name, metric]) =>
          metricNumbers(`${stage}/${name}`, metric.compute(values[name] ?? empty[name]!)),
        ),
      ),
    reset() {
      values = {};
    },
    state: () =>
      Object.fromEntries(
        Object.entries(values).flatMap(([name, part]) =>
          Object.entries(part).map(([key, value]) => [metricPrefix(stage, name) + key, value]),
        ),
      ),
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

import { WEIGHT_OF, type Gathering, type LogRegister } from '../learning/learner-context.js';
import type { DeviceValue } from '../steps/step.js';

/** What is gathered of a reported number. */
export interface GatheredScalar {
  /** The sum, each value times its weight unless it is to be summed. */
  sum: number;
  /** The weights: samples, or what the values' means divide by. */
  weight: number;
  /** The least. */
  min: number;
  /** The greatest. */
  max: number;
  /** The latest. */
  last: number;
}

/** Gathered numbers as plain data, for a checkpoint. */
export type ScalarState = Record<string, GatheredScalar>;

/**
 * The reported numbers of an epoch, summed on the host in float64, weighted by samples or by what a step says that a mean divides by.
 * Values that are on a device stay there until somebody needs them, and are then read together.
 */
export interface Scalars {
  /**
   * Notes what a step reported of so many samples, and adds what is on the host already. A mean that divides by zero counts
   * nothing; where that is the loss, all of the step's numbers that are NaN count nothing.
   */
  add(values: Readonly<Record<string, DeviceValue>>, samples: number): void;
  /** Gathers a number of the host, of no step, by its full name. */
  gather(name: string, value: number): void;
  /** Reads what is noted. */
  flush(): Promise<void>;
  /** The first step since the last reset, from 0, whose `loss` was not finite, of those that were read. */
  readonly firstNonFinite: number | undefined;
  /** How many steps are noted but not read. */
  readonly pending: number;
  /** The epoch so far, by full name; read what is noted first. */
  epoch(): Record<string, number>;
  /** The last step. */
  last(): Record<string, number>;
  /** Starts a new epoch. */
  reset(): void;
  /** Disposes what is noted. */
  dispose(): void;
  /** For a checkpoint. */
  state(): ScalarState;
  /** From a checkpoint. */
  load(state: ScalarState): void;
}

/** Numbers that a step reported. */
interface Report {
  readonly values: Readonly<Record<string, number>>;
  readonly samples: number;
  readonly step: number;
}

/** Numbers reported under `prefix` (the stage). `register` knows how each is to be gathered. */
export function createScalars(prefix: string, register: LogRegister): Scalars {
  let noted: { values: Readonly<Record<string, DeviceValue>>; samples: number; step: number }[] = [];
  let steps = 0;
  let firstNonFinite: number | undefined;
  const gathered = new Map<string, GatheredScalar>();
  const gatherStep = ({ values, samples, step }: Report): void => {
    const ofNothing = values[`${WEIGHT_OF}loss`] === 0;
    for (const name of Object.keys(values)) {
      if (name.startsWith(WEIGHT_OF)) continue;
      const { terms } = register.get(prefix + name) ?? {};
      const counted = terms?.filter(([term]) => values[WEIGHT_OF + term.slice(prefix.length)] !== 0);
      // Of a sum, a term of nothing is left out.
      const value =
        counted === undefined || counted.length === terms!.length
          ? values[name]!
          : counted.reduce((sum, [term, factor]) => sum + factor * values[term.slice(prefix.length)]!, 0);
      const weight = counted?.length === 0 ? 0 : (values[WEIGHT_OF + name] ?? samples);
      if (weight === 0 || (ofNothing && Number.isNaN(value))) continue;
      if (name === 'loss' && !Number.isFinite(value)) firstNonFinite = Math.min(firstNonFinite ?? step, step);
      add(prefix + name, value, weight);
    }
  };
  const add = (full: string, value: number, weight: number): void => {
    let entry = gathered.get(full);
    if (entry === undefined) {
      entry = { sum: 0, weight: 0, min: Infinity, max: -Infinity, last: NaN };
      gathered.set(full, entry);
    }
    entry.sum += register.get(full)?.reduce === 'sum' ? value : value * weight;
    entry.weight += weight;
    entry.min = Math.min(entry.min, value);
    entry.max = Math.max(entry.max, value);
    entry.last = value;
  };
  const epochValue = (name: string): number => {
    const { terms, reduce = 'mean' }: Gathering = register.get(name) ?? {};
    if (terms !== undefined) {
      const values = terms.map(([term, factor]) => factor * epochValue(term));
      return values.reduce((sum, value) => sum + value, 0);
    }
    const entry = gathered.get(name);
    if (entry === undefined) return NaN;
    return reduce === 'mean' ? entry.sum / entry.weight : entry[reduce];
  };
  return {
    add(values, samples) {
      const step = steps++;
      const names = Object.keys(values);
      if (names.some((name) => values[name]!.host === undefined)) {
        noted.push({ values, samples, step });
        return;
      }
      gatherStep({ values: hostValues(names, values), samples, step });
      for (const name of names) values[name]!.dispose();
    },
    gather: (name, value) => add(name, value, 1),
    get firstNonFinite() {
      return firstNonFinite;
    },
    get pending() {
      return noted.length;
    },
    async flush() {
      if (noted.length === 0) return;
      const reports = noted;
      noted = [];
      const values = reports.flatMap((report) => Object.values(report.values));
      const arrays = await Promise.all(values.map((value) => value.read())).finally(() => {
        for (const value of values) value.dispose();
      });
      let next = 0;
      for (const report of reports) {
        const numbers: Record<string, number> = {};
        for (const name of Object.keys(report.values)) numbers[name] = Number(arrays[next++]!.data[0]);
        gatherStep({ ...report, values: numbers });
      }
    },
    epoch: () => Object.fromEntries([...gathered.keys()].map((name) => [name, epochValue(name)])),
    last: () => Object.fromEntries([...gathered].map(([name, entry]) => [name, entry.last])),
    reset() {
      gathered.clear();
      steps = 0;
      firstNonFinite = undefined;
    },
    dispose() {
      for (const { values } of noted) for (const value of Object.values(values)) value.dispose();
      noted = [];
    },
    state: () => Object.fromEntries([...gathered].map(([name, entry]) => [name, { ...entry }])),
    load(state) {
      gathered.clear();
      for (const [name, entry] of Object.entries(state)) gathered.set(name, { ...entry });
    },
  };
}

function hostValues(
  names: readonly string[],
  values: Readonly<Record<string, DeviceValue>>,
): Readonly<Record<string, number>> {
  const numbers: Record<string, number> = {};
  for (const name of names) numbers[name] = Number(values[name]!.host!.data[0]);
  return numbers;
}

import type { LogOptions } from '../learning/learner.js';
import type { LogRegister } from '../learning/learner-context.js';
import type { DeviceValue } from '../steps/step.js';

/** What is gathered of a reported number. */
export interface GatheredScalar {
  /** The sum, weighted by samples unless it is to be summed. */
  sum: number;
  /** The samples. */
  weight: number;
  /** The least. */
  min: number;
  /** The greatest. */
  max: number;
  /** The latest. */
  last: number;
}

/** GatheredScalar numbers as plain data, for a checkpoint. */
export type ScalarState = Record<string, GatheredScalar>;

/**
 * The reported numbers of an epoch, summed on the host in float64, weighted by samples. Values that are on a device stay
 * there until somebody needs them, and are then read together.
 */
export interface Scalars {
  /**
   * Notes what a step reported of `weight` samples, and adds what is on the host already. Of a step `ofNothing`, in which no sample
   * counted, what is NaN is left out.
   */
  add(values: Readonly<Record<string, DeviceValue>>, weight: number, ofNothing?: boolean): void;
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
  /** Lets go of what is noted. */
  dispose(): void;
  /** For a checkpoint. */
  state(): ScalarState;
  /** From a checkpoint. */
  load(state: ScalarState): void;
}

/** What is known of a step besides what it reported. */
interface StepInfo {
  readonly weight: number;
  readonly step: number;
  readonly ofNothing: boolean;
}

/** Numbers reported under `prefix` (the stage). `register` knows how each is to be gathered. */
export function createScalars(prefix: string, register: LogRegister): Scalars {
  let noted: (StepInfo & { values: Readonly<Record<string, DeviceValue>> })[] = [];
  let steps = 0;
  let firstNonFinite: number | undefined;
  const gathered = new Map<string, GatheredScalar>();
  const gather = (name: string, value: number, { weight, step, ofNothing }: StepInfo): void => {
    if (ofNothing && Number.isNaN(value)) return;
    if (name === 'loss' && !Number.isFinite(value)) firstNonFinite = Math.min(firstNonFinite ?? step, step);
    const full = prefix + name;
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
  return {
    add(values, weight, ofNothing = false) {
      const info: StepInfo = { weight, step: steps++, ofNothing };
      let remote: Record<string, DeviceValue> | undefined;
      for (const name of Object.keys(values)) {
        const value = values[name]!;
        if (value.host === undefined) {
          remote ??= {};
          remote[name] = value;
        } else {
          gather(name, Number(value.host.data[0]), info);
          value.dispose();
        }
      }
      if (remote !== undefined) noted.push({ values: remote, ...info });
    },
    get firstNonFinite() {
      return firstNonFinite;
    },
    get pending() {
      return noted.length;
    },
    async flush() {
      if (noted.length === 0) return;
      const batch = noted;
      noted = [];
      const values = batch.flatMap((entry) => Object.values(entry.values));
      const arrays = await Promise.all(values.map((value) => value.read())).finally(() => {
        for (const value of values) value.dispose();
      });
      let next = 0;
      for (const entry of batch) {
        for (const name of Object.keys(entry.values)) gather(name, Number(arrays[next++]!.data[0]), entry);
      }
    },
    epoch: () => Object.fromEntries([...gathered].map(([name, entry]) => [name, reduce(entry, register.get(name))])),
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

function reduce(entry: GatheredScalar, { reduce: how = 'mean' }: LogOptions = {}): number {
  if (how === 'mean') return entry.sum / entry.weight;
  return entry[how];
}

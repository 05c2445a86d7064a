import { warn, type NdArray } from '@lml/core';
import type { KnownLimit, Step, StepResult } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { disposeResult, relativeDistance, valuesOf } from './compare.js';
import type { Rehearsal } from './eager-twin.js';
import { shownName } from './shown-name.js';
import type { StateStore } from './state-store.js';

/** When a compiled step is compared with an eager one, and how near they must be. */
export interface VerifySettings {
  /** At the first call, and then after so many. Default: whenever compiled steps have taken 100 times what a comparison costs. */
  readonly every?: number | undefined;
  /** How far a value may be off, against its whole size: ‖compiled − eager‖ ≤ tolerance · ‖eager‖. Default 0.001. */
  readonly tolerance?: number | undefined;
}

/** Compiled steps take so many times as long as the comparisons. */
const SHARE = 100;

/** How many times as long a step takes op by op as compiled, before it is known; on TensorFlow.js's plain JavaScript and elsewhere. */
const SLOWDOWN = { cpu: 500, other: 50 };

/** An eager step that would take more seconds is not run: nothing else happens meanwhile. The second is for who asks for comparisons. */
const LONGEST = { unasked: 5, asked: 60 };

/** Compares compiled steps with eager ones now and then. */
export interface Verifier {
  /** Whether this call of a step is to be compared. */
  isDue(step: Step): boolean;
  /** Takes note of the seconds that a compiled step took; whether an eager run of it is not out of all proportion to that. */
  allows(step: Step, seconds: number): boolean;
  /** Takes note of the seconds that a compiled step took which is not compared. */
  spend(step: Step, seconds: number): void;
  /** Whether what a step gave and wrote agrees with the rehearsal, which took so long; says so if not, and then takes the rehearsal's state. */
  agrees(step: Step, result: StepResult, expected: Rehearsal, seconds: number): Promise<boolean>;
}

/** What is known of a step. */
interface Account {
  calls: number;
  /** Seconds of compiled calls since the last comparison. */
  spent: number;
  /** Seconds that a comparison takes: those of the last one, or first an estimate. */
  cost: number;
  isMeasured: boolean;
  isLeftOut: boolean;
}

/** A verifier with these settings; with `false` it never asks for a comparison. */
export function createVerifier(
  settings: VerifySettings | false | undefined,
  state: Pick<StateStore, 'read' | 'write'>,
): Verifier {
  const { every, tolerance = 1e-3 } = settings === false ? {} : (settings ?? {});
  const accounts = new Map<Step, Account>();
  const accountOf = (step: Step): Account => {
    let account = accounts.get(step);
    if (account === undefined) {
      account = { calls: 0, spent: 0, cost: Infinity, isMeasured: false, isLeftOut: false };
      accounts.set(step, account);
    }
    return account;
  };
  const leaveOut = (step: Step, reason: string): void => {
    accountOf(step).isLeftOut = true;
    warn('LML_NOT_VERIFIED', `Step '${shownName(step)}' is not compared with a run op by op: ${reason}`);
  };
  const leaveOutFor = (step: Step, faults: readonly KnownLimit[]): void => {
    const words = faults.map(({ what }) => what).join(' ');
    leaveOut(step, `the backend ${tf.getBackend()} is known to be wrong there. ${words}`);
  };
  const spend = (step: Step, seconds: number): void => {
    const account = accountOf(step);
    account.spent += seconds;
    // The fastest call: the first ones are slower, and an estimate that is too high only makes the comparison later.
    if (!account.isMeasured) account.cost = Math.min(account.cost, seconds * slowdown());
  };
  return {
    isDue(step) {
      if (settings === false) return false;
      const account = accountOf(step);
      if (account.isLeftOut) return false;
      if (every !== undefined) return account.calls++ % every === 0;
      return account.spent >= SHARE * account.cost && account.cost <= LONGEST.unasked;
    },
    spend,
    allows(step, seconds) {
      spend(step, seconds);
      const { cost } = accountOf(step);
      if (cost <= (every === undefined ? LONGEST.unasked : LONGEST.asked)) return true;
      leaveOut(step, `that would take about ${cost.toPrecision(2)} s. verify: false turns comparisons off.`);
      return false;
    },
    async agrees(step, result, { result: wanted, state: wantedState, limits }, seconds) {
      Object.assign(accountOf(step), { spent: 0, cost: seconds, isMeasured: true });
      const faults = limits.filter(({ onlyNaN }) => onlyNaN !== true);
      if (faults.length > 0) {
        disposeResult(wanted);
        leaveOutFor(step, faults);
        return true;
      }
      const off = await differences(result, wanted, wantedState, state, tolerance);
      disposeResult(wanted);
      if (off.length === 0) return true;
      if (limits.length > 0 && off.some(({ distance }) => !Number.isFinite(distance))) {
        leaveOutFor(step, limits);
        return true;
      }
      state.write(wantedState);
      warn(
        'LML_COMPILED_STEP_DIFFERS',
        `Compiled, step '${shownName(step)}' gives something else than op by op: ${off.slice(0, 5).map(inWords).join(', ')}, where ${percent(tolerance)} is allowed. ` +
          'Either a number of JavaScript changed in it, or the compiler is wrong. It goes on from the values op by op, and runs so from now on.',
      );
      return false;
    },
  };
}

/** Something that is off, and how far, against its size. */
interface Difference {
  readonly name: string;
  readonly distance: number;
}

async function differences(
  result: StepResult,
  wanted: StepResult,
  wantedState: Readonly<Record<string, NdArray>>,
  state: Pick<StateStore, 'read' | 'write'>,
  tolerance: number,
): Promise<Difference[]> {
  const actual = await valuesOf(result);
  const expected = await valuesOf(wanted);
  const parts = Object.keys(expected).map((name) => [name, [[actual[name]!, expected[name]!]]] as const);
  // State as one vector: a weight whose true gradient is 0, as a bias before batch normalisation, is all rounding.
  const written = await state.read(Object.keys(wantedState));
  const pairs = Object.entries(wantedState).map(([name, value]) => [name, [written[name]!, value]] as const);
  const real = pairs.flatMap(([, pair]) => (pair[1].dtype === 'float32' ? [pair] : []));
  const counts = pairs.flatMap(([name, pair]) =>
    pair[1].dtype === 'float32' ? [] : [[`state ${name}`, [pair]] as const],
  );
  return [...parts, ['the state', real] as const, ...counts].flatMap(([name, compared]) => {
    const distance = relativeDistance(compared);
    return distance <= tolerance ? [] : [{ name, distance }];
  });
}

function inWords({ name, distance }: Difference): string {
  return `${name} is off by ${percent(distance)} of its size`;
}

function slowdown(): number {
  return tf.getBackend() === 'cpu' ? SLOWDOWN.cpu : SLOWDOWN.other;
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}

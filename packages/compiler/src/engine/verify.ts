import { warn, type DeviceTree, type DeviceValue, type NdArray, type Step, type StepResult } from '@lml/core';

import type { Rehearsal } from './eager-twin.js';
import type { StateStore } from './state-store.js';

/** When a compiled step is compared with an eager one, and how near they must be. */
export interface VerifySettings {
  /** At the first call, and then after so many. */
  readonly every: number;
  /** How far a value may be off, against its whole size: ‖compiled − eager‖ ≤ tolerance · ‖eager‖. Default 0.001. */
  readonly tolerance?: number | undefined;
}

/** Compares compiled steps with eager ones now and then. */
export interface Verifier {
  /** Whether this call of a step is to be compared. */
  isDue(step: Step): boolean;
  /** Whether what a step gave and wrote agrees with the rehearsal; says so if not, and then takes the rehearsal's state. */
  agrees(step: Step, result: StepResult, expected: Rehearsal): Promise<boolean>;
}

/** A verifier with these settings; without any it never asks for a comparison. */
export function createVerifier(settings: VerifySettings | undefined, state: StateStore): Verifier {
  const calls = new Map<string, number>();
  return {
    isDue(step) {
      if (settings === undefined) return false;
      const count = calls.get(step.name) ?? 0;
      calls.set(step.name, count + 1);
      return count % settings.every === 0;
    },
    async agrees(step, result, { result: wanted, state: wantedState }) {
      const { tolerance = 1e-3 } = settings!;
      const actual = { ...(await leaves(result, false)), ...stateOf(state) };
      const expected = { ...(await leaves(wanted, true)), ...prefixed(wantedState) };
      const off = Object.entries(expected).flatMap(([name, array]) => {
        const distance = relativeDistance(actual[name]!, array);
        return distance <= tolerance ? [] : [`${name} by ${distance.toPrecision(2)}`];
      });
      if (off.length === 0) return true;
      state.write(wantedState);
      warn(
        'LML_COMPILED_STEP_DIFFERS',
        `Compiled, step '${step.name}' is off what it gives op by op: ${off.slice(0, 5).join(', ')}, against ${tolerance} of the whole. ` +
          'It runs op by op from now on.',
      );
      return false;
    },
  };
}

function stateOf(state: StateStore): Record<string, NdArray> {
  return prefixed(Object.fromEntries([...state.specs.keys()].map((name) => [name, state.read(name)])));
}

function prefixed(values: Readonly<Record<string, NdArray>>): Record<string, NdArray> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`state ${name}`, value]));
}

async function leaves({ scalars, outputs }: StepResult, dispose: boolean): Promise<Record<string, NdArray>> {
  const found: Record<string, NdArray> = {};
  const visit = async (tree: DeviceTree, path: string): Promise<void> => {
    if (typeof (tree as DeviceValue).read === 'function') {
      found[path] = await (tree as DeviceValue).read();
      if (dispose) (tree as DeviceValue).dispose();
      return;
    }
    for (const [key, part] of Object.entries(tree)) await visit(part as DeviceTree, `${path}/${key}`);
  };
  await visit(scalars, 'scalar');
  await visit(outputs, 'output');
  return found;
}

function relativeDistance(actual: NdArray, expected: NdArray): number {
  let [difference, size] = [0, 0];
  for (let index = 0; index < expected.data.length; index++) {
    const [a, b] = [Number(actual.data[index]), Number(expected.data[index])];
    if (Object.is(a, b)) continue;
    difference += (a - b) ** 2;
    size += b ** 2;
  }
  if (difference === 0) return 0;
  // A value that should be nothing counts as if it were of size one.
  return Math.sqrt(difference) / Math.max(Math.sqrt(size), 1e-6);
}

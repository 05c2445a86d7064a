import { warn, type DeviceTree, type DeviceValue, type NdArray, type Step, type StepResult } from '@lml/core';

import type { Rehearsal } from './eager-twin.js';
import { shownName } from './shown-name.js';
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
      const actual = await leaves(result, false);
      const expected = await leaves(wanted, true);
      const parts = Object.keys(expected).map((name) => [name, [[actual[name]!, expected[name]!]]] as const);
      // State as one vector: a weight whose true gradient is 0, as a bias before batch normalisation, is all rounding.
      const pairs = Object.entries(wantedState).map(([name, value]) => [name, [state.read(name), value]] as const);
      const real = pairs.flatMap(([, pair]) => (pair[1].dtype === 'float32' ? [pair] : []));
      const counts = pairs.flatMap(([name, pair]) =>
        pair[1].dtype === 'float32' ? [] : [[`state ${name}`, [pair]] as const],
      );
      const off = [...parts, ['the state', real] as const, ...counts].flatMap(([name, compared]) => {
        const distance = relativeDistance(compared);
        return distance <= tolerance ? [] : [`${name} is off by ${percent(distance)} of its size`];
      });
      if (off.length === 0) return true;
      state.write(wantedState);
      warn(
        'LML_COMPILED_STEP_DIFFERS',
        `Compiled, step '${shownName(step)}' gives something else than op by op: ${off.slice(0, 5).join(', ')}, where ${percent(tolerance)} is allowed. ` +
          'Either a number of JavaScript changed in it, or the compiler is wrong. It goes on from the values op by op, and runs so from now on.',
      );
      return false;
    },
  };
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

/** ‖actual − expected‖ / ‖expected‖ over all pairs; against 1 where what is expected is nothing. */
function relativeDistance(pairs: readonly (readonly [actual: NdArray, expected: NdArray])[]): number {
  let [difference, size] = [0, 0];
  for (const [actual, expected] of pairs) {
    for (let index = 0; index < expected.data.length; index++) {
      const [a, b] = [Number(actual.data[index]), Number(expected.data[index])];
      // Equal infinities, and what is not a number on both sides.
      if (!Number.isFinite(b) && Object.is(a, b)) continue;
      difference += (a - b) ** 2;
      size += b ** 2;
    }
  }
  return Math.sqrt(difference) / (size === 0 ? 1 : Math.sqrt(size));
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}

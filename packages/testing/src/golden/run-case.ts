import { LmlError, RandomState, type AnyComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { ensure, Violation } from '../shared/check.js';
import { compare } from './compare.js';
import type { EngineSession } from './engine-session.js';
import type { GoldenKind } from './golden-kind.js';
import type { GoldenCase, GoldenFile, GoldenRecord, GoldenValue } from './golden-file.js';
import { watchWarnings } from '../shared/watch-warnings.js';

/** Complains unless a component gives what a case expects, within a tolerance at least, or refuses it as it should, and leaves no tensors behind. */
export async function runCase(
  kind: GoldenKind,
  component: AnyComponent,
  { inputs }: GoldenFile,
  golden: GoldenCase,
  session: EngineSession,
  tolerance = 0,
): Promise<void> {
  const before = tf.memory().numTensors;
  const input = inputs[golden.input]!;
  const warnings = await watchWarnings(async () => {
    try {
      const result = await attempt(async () => {
        const instance = component(optionsOf(golden.options)) as never;
        return kind.compute({ instance, component, input, golden }, session);
      });
      check(kind, golden, result, tolerance);
    } finally {
      await session.clear();
    }
  });
  const slow = warnings.find(({ code }) => code === 'LML_RUNS_EAGERLY');
  ensure(slow === undefined, () => `it is not compiled: ${slow!.message}`);
  const left = tf.memory().numTensors - before;
  ensure(left === 0, () => `it leaves ${left} tensors behind`);
}

type Result = { readonly values: Readonly<Record<string, unknown>> } | { readonly error: LmlError };

/** What a component gives, or the error by which LML refuses it; other errors are thrown. */
async function attempt(compute: () => Promise<Readonly<Record<string, unknown>>>): Promise<Result> {
  try {
    return { values: await compute() };
  } catch (error) {
    if (LmlError.isInstance(error)) return { error };
    if (error instanceof Violation) throw error;
    throw new Violation(`it threw: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function check(
  kind: GoldenKind,
  { expected, error, message, ...own }: GoldenCase,
  result: Result,
  least: number,
): void {
  if (error !== undefined) {
    const found = 'error' in result ? result.error.code : JSON.stringify(result.values)?.slice(0, 100);
    ensure(found === error, () => `it should be refused by ${error} and gives ${found}`);
    const text = (result as { error: LmlError }).error.message;
    ensure(
      message === undefined || text.includes(message),
      () => `its error should say '${message}' and says '${text}'`,
    );
    return;
  }
  if ('error' in result)
    throw new Violation(`it throws ${result.error.code}: ${result.error.message}`, { cause: result.error });
  const tolerance = Math.max(least, own.tolerance ?? kind.closeness.tolerance);
  const closeness = { ...kind.closeness, tolerance };
  for (const [name, value] of Object.entries(expected as GoldenRecord))
    compare(result.values[name], value, closeness, name);
}

/** Options of a file as the component takes them: `{ RandomState: 7 }` stands for a generator with that seed. */
function optionsOf(options: GoldenRecord): Record<string, unknown> {
  const revive = (value: GoldenValue): unknown => {
    if (typeof value !== 'object' || value === null || !('RandomState' in value)) return value;
    return new RandomState(value['RandomState'] as number);
  };
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, revive(value)]));
}

import { z } from 'zod';

import type { ArrayPool } from '../../data/array-pool.js';
import { checkSameData } from '../../data/data-identity.js';
import { TRANSFORM_PREFIX } from '../../data/fitted-transforms.js';
import type { NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import { LmlError } from '../../errors/lml-error.js';
import { packageVersions } from '../../registry/package-versions.js';
import type { Callback, Snapshot, SnapshotOptions } from '../callback.js';
import { callbackKeys } from '../callback-keys.js';
import type { Session } from '../session.js';
import type { TrainingRun } from '../training-events.js';
import { checkFiniteState } from '../check-finite-state.js';
import { checkState } from './check-state.js';
import { frozenBase, leaveOutFrozen, withFrozen } from './frozen-base.js';
import { runStateSchema } from './manifest-schema.js';
import { checkCheckpointName } from './checkpoint-name.js';
import { plainCopy } from './plain-json.js';
import { readCheckpoint, writeCheckpoint, type CheckpointContent } from './checkpoint.js';

const HOST = 'host/';
/** What is kept on the host, and no state of the engine. */
const isHostPart = (name: string): boolean => name.startsWith(HOST) || name.startsWith(TRANSFORM_PREFIX);
/** Before the names of weights that are trained, where others are used and stand under their own names. */
const TRAINED = 'trained/';

/**
 * Copies all that a run needs to go on as if it had never stopped. New memory for each copy would cost more than the copying, so it
 * is lent from `memory`.
 */
export async function snapshotRun(
  folder: string,
  id: string,
  session: Session,
  run: TrainingRun,
  callbacks: readonly Callback[],
  project: { readonly config: unknown; readonly missing: readonly string[] } | undefined,
  memory: ArrayPool,
  { frozen }: SnapshotOptions = {},
): Promise<Snapshot> {
  checkCheckpointName(id);
  const base = frozen === 'reference' ? await frozenBase(session) : undefined;
  const { run: runState, arrays } = await run.state();
  const loan = memory.lend();
  const all = await session.engine.read(undefined, loan.allocate);
  try {
    checkFiniteState(session, all, runState.clock.step);
  } catch (error) {
    loan.giveBack();
    throw error;
  }
  const used = (await session.evaluated?.read(session.engine)) ?? {};
  const weights = Object.fromEntries(session.learner.model.weights.map(({ name }) => [name, used[name] ?? all[name]!]));
  const trained = Object.keys(used).map((name) => [TRAINED + name, all[name]!] as const);
  const others = Object.entries(all).flatMap(([name, value]) =>
    name in weights ? [] : [[name, used[name] ?? value] as const],
  );
  const host = Object.entries(arrays).map(([name, { dtype, shape, data }]) => [
    HOST + name,
    { dtype, shape, data: data.slice() },
  ]);
  const state: Readonly<Record<string, NdArray>> = {
    ...Object.fromEntries([...others, ...trained, ...host]),
    ...session.data.transformState(),
  };
  const keys = callbackKeys(callbacks);
  const manifest = {
    id,
    clock: runState.clock,
    reading: runState.reading,
    seed: session.seed,
    engine: session.engine.name,
    values: runState.values,
    data: await session.data.identity(),
    state: {
      scalars: runState.scalars,
      history: runState.history,
      hyper: { ...session.learner.hyper },
      schedules: plainCopy(runState.schedules),
      callbacks: plainCopy(
        Object.fromEntries(
          callbacks.flatMap((callback, index) =>
            callback.save === undefined ? [] : [[keys[index]!, callback.save()]],
          ),
        ),
      ),
    },
    packages: packageVersions(),
    config: project?.config,
    missing: project?.missing,
  };
  const path = `${folder}/${id}`;
  let content: CheckpointContent | undefined = { manifest, weights, state };
  return {
    path,
    async write() {
      if (content === undefined)
        throw new CheckpointError(`The snapshot '${path}' was released, and cannot be written. Write it first.`);
      return writeCheckpoint(folder, base === undefined ? content : await leaveOutFrozen(content, base));
    },
    release() {
      content = undefined;
      loan.giveBack();
    },
  };
}

/** Puts a run where a checkpoint was written. */
export async function loadRun(
  path: string,
  session: Session,
  run: TrainingRun,
  callbacks: readonly Callback[],
): Promise<void> {
  const { manifest, weights: saved, state } = await readCheckpoint(path);
  const weights = await withFrozen(path, manifest, saved, session.learner.model);
  const parts = Object.entries(state).filter(([name]) => !isHostPart(name));
  const own = [
    ...parts.filter(([name]) => !name.startsWith(TRAINED)),
    // After those that are used, which have the same names.
    ...parts.flatMap(([name, array]) =>
      name.startsWith(TRAINED) ? [[name.slice(TRAINED.length), array] as const] : [],
    ),
  ];
  const arrays = Object.entries(state).filter(([name]) => name.startsWith(HOST));
  checkState(path, session.engine.state, { ...weights, ...Object.fromEntries(own) });
  if (manifest.seed !== session.seed) {
    throw new CheckpointError(
      `The checkpoint '${path}' is of a run with seed ${manifest.seed}, but this one has seed ${session.seed}. Use the same, or load only the weights.`,
    );
  }
  checkSameData(manifest.data, await session.data.identity());
  session.data.load(transformsIn(state), manifest.data);
  const parsed = runStateSchema.safeParse(manifest.state);
  if (!parsed.success) {
    throw new CheckpointError(
      `The state in the checkpoint '${path}' cannot be: ${z.prettifyError(parsed.error)}. Use another one.`,
    );
  }
  const { scalars, history, hyper, schedules, callbacks: states } = parsed.data;
  await session.engine.write({ ...weights, ...Object.fromEntries(own) });
  Object.assign(session.learner.hyper, hyper);
  run.load(
    { clock: manifest.clock, reading: manifest.reading, scalars, values: manifest.values, history, schedules },
    Object.fromEntries(arrays.map(([name, array]) => [name.slice(HOST.length), array])),
  );
  const keys = callbackKeys(callbacks);
  for (const [index, callback] of callbacks.entries())
    if (Object.hasOwn(states, keys[index]!)) await loadCallback(callback, states[keys[index]!], path);
}

/** What transforms have learnt, of the state in a checkpoint. */
export function transformsIn(state: Readonly<Record<string, NdArray>>): Record<string, NdArray> {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name.startsWith(TRANSFORM_PREFIX)));
}

async function loadCallback(callback: Callback, state: unknown, path: string): Promise<void> {
  try {
    await callback.restore?.(state, path);
  } catch (cause) {
    if (LmlError.isInstance(cause)) throw cause;
    const message = `The callback '${callback.name}' cannot take over its state from the checkpoint '${path}': ${String(cause)}. Use another one, or leave the callback out.`;
    throw new CheckpointError(message, { cause });
  }
}

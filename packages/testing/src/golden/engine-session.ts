import { eager, isNdArray, type Engine, type HostBatch, type NdArray } from '@lml/core';
import type { DeviceTree, DeviceValue, Step, StepInput } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { ensure } from '../shared/check.js';

/** Engines by name. Each is started by its function once, when the first case needs it. */
export type GoldenEngines = Readonly<Record<string, () => Engine | Promise<Engine>>>;

/** The eager engine on the cpu backend: the reference, which is there everywhere. */
export const DEFAULT_ENGINES: GoldenEngines = {
  eager: async () => {
    await tf.setBackend('cpu');
    return eager();
  },
};

/** Something that is run on an engine, with its state. */
export interface EngineSession {
  /** The engine, set up and without state at the start of each case. */
  readonly engine: Engine;
  /** Runs a step and gives its outputs, by path: `gradient`, `kept.scores`. */
  run(step: Step, batch: HostBatch, input?: Partial<StepInput>): Promise<Record<string, NdArray>>;
  /** Removes what a case declared, so that the next one finds the engine empty. */
  clear(): Promise<void>;
}

/** A session on an engine that has been started. */
export async function openSession(engine: Engine): Promise<EngineSession> {
  await engine.setup({ seed: 0 });
  return {
    engine,
    async clear() {
      if (engine.state.length === 0) return;
      engine.dispose();
      await engine.setup({ seed: 0 });
    },
    async run(step, batch, input = {}) {
      const { outputs } = await engine.run(step, batch, { step: 0, ...input });
      return Object.fromEntries(await readTree(outputs, ''));
    },
  };
}

let count = 0;

/** A training step. Each has a name of its own, since a warning is given once for the same words. */
export function goldenStep(run: Step['run']): Step {
  return { name: `golden ${count++}`, stage: 'train', training: true, run };
}

async function readTree(tree: DeviceTree, path: string): Promise<[path: string, array: NdArray][]> {
  if (isDeviceValue(tree)) {
    const array = await tree.read();
    tree.dispose();
    ensure(isNdArray(array), `its output ${path} is no array`);
    return [[path, array]];
  }
  const parts = await Promise.all(
    Object.entries(tree).map(([name, part]) => readTree(part, path === '' ? name : `${path}.${name}`)),
  );
  return parts.flat();
}

function isDeviceValue(tree: DeviceTree): tree is DeviceValue {
  return 'read' in tree && typeof tree.read === 'function';
}

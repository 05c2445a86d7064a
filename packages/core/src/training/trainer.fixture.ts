import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Callback, NdArray } from '../index.js';
import type { tinyLearner } from './tiny-learner.fixture.js';
import type { TrainerOptions } from './trainer-options.js';

/** Options of a trainer that writes nothing to the console. */
export const quiet = { loggers: [], progressBar: false } satisfies TrainerOptions;

const folders: string[] = [];

/** A folder of its own for a test; it is removed after all tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lml-trainer-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** The bytes of the weights of a learner's model. */
export async function bytesOf(learner: ReturnType<typeof tinyLearner>): Promise<Record<string, number[]>> {
  const weights: Record<string, NdArray> = await learner.model.getWeights();
  return Object.fromEntries(
    Object.entries(weights).map(([name, { data }]) => [
      name,
      Array.from(new Uint8Array((data as Float32Array).slice().buffer)),
    ]),
  );
}

/** A callback that throws at training batch `at`. */
export function throwingAt(at: number): Callback {
  return {
    name: 'thrower',
    trainBatchEnd(run) {
      if (run.clock.batch === at) throw new Error('stop here');
    },
  };
}

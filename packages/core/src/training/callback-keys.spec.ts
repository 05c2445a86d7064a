import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import type { Callback } from './callback.js';
import { callbackKeys } from './callback-keys.js';
import { readCheckpoint } from './checkpoints/checkpoint.js';
import type { LoggerEnd } from './logger.js';
import { tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';

/** Adds a number at each step, and remembers one on the host. */
function adding(by: number): Callback & { taken: unknown } {
  const callback: Callback & { taken: unknown } = {
    name: 'adding',
    taken: undefined,
    state: () => [{ name: 'sum', shape: [], dtype: 'float32', trainable: false, value: ndArray(0) }],
    transformUpdate(updated, _before, { read, write }) {
      write('sum', tf.add(read('sum'), by));
      return updated;
    },
    save: () => by,
    restore: (saved) => void (callback.taken = saved),
    trainEnd: (run) => run.warn(`added ${by}`),
  };
  return callback;
}

describe('Callbacks of one name', () => {
  it('have keys of their own', () => {
    const names = ['a', 'b', 'a', 'a-2', 'a'];
    expect(callbackKeys(names.map((name) => ({ name })))).toEqual(['a', 'b', 'a-2', 'a-2-2', 'a-3']);
  });

  it('keep states of their own, in engines and in checkpoints', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-keys-'));
    try {
      const quiet = { progressBar: false, maxSteps: 5 } as const;
      const ends: LoggerEnd[] = [];
      const logger = { name: 'end', log: () => undefined, close: (end: LoggerEnd) => void ends.push(end) };
      const trainer = new Trainer({ ...quiet, loggers: [logger], callbacks: [adding(1), adding(10)] });
      const { lastCheckpoint, warnings } = await trainer.fit(tinyLearner(), { folder });
      const { state } = await readCheckpoint(lastCheckpoint!);
      expect([state['callback/adding/sum'], state['callback/adding-2/sum']].map((sum) => sum!.data[0])).toEqual([
        5, 50,
      ]);
      expect(ends[0]!.notes).toEqual(['added 1', 'added 10']);
      expect(warnings).toEqual(['added 1', 'added 10']);
      const resumed = [adding(1), adding(10)];
      await new Trainer({ ...quiet, maxSteps: 6, loggers: [], callbacks: resumed }).fit(tinyLearner(), {
        resumeFrom: lastCheckpoint,
      });
      expect(resumed.map(({ taken }) => taken)).toEqual([1, 10]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

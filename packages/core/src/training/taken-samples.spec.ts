import { join } from 'node:path';

import type { NdArray } from '../data/nd-array.js';
import type { Callback } from './callback.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { quiet, temporaryFolder } from './trainer.fixture.js';
import { Trainer } from './trainer.js';

/** Notes the first feature of each sample that is trained on. */
function watching(seen: number[]): Callback {
  return {
    name: 'watcher',
    trainBatchStart(_, { batch }) {
      const { data, shape } = batch['input'] as NdArray<'float32'>;
      for (let row = 0; row < shape[0]!; row++) seen.push(data[row * shape[1]!]!);
    },
  };
}

/** Stops at a batch, with a checkpoint. */
function stoppingAt(batch: number): Callback {
  return {
    name: 'stopper',
    async trainBatchEnd(run) {
      if (run.clock.batch !== batch) return;
      await run.save('here');
      throw new Error('power cut');
    },
  };
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

describe('A fit that goes on', () => {
  it('with another batch size takes the samples that were left, each once', async () => {
    const folder = await temporaryFolder();
    const options = { ...quiet, checkpoint: false, maxEpochs: 1 };
    const before: number[] = [];
    const callbacks = [watching(before), stoppingAt(2)];
    const stopped = new Trainer({ ...options, callbacks }).fit(tinyLearner(), { folder, seed: 3 });
    await expect(stopped).rejects.toThrow('power cut');
    const after: number[] = [];
    const resumed = tinyLearner({ data: tinyData(50, { batchSize: 5 }) });
    const resumeFrom = join(folder, 'checkpoints', 'here');
    const result = await new Trainer({ ...options, callbacks: [watching(after)] }).fit(resumed, {
      resumeFrom,
      seed: 3,
    });
    const whole: number[] = [];
    await new Trainer({ ...options, callbacks: [watching(whole)] }).fit(tinyLearner(), { seed: 3 });
    expect([before.length, after.length]).toEqual([16, 14]);
    expect([...before, ...after]).toEqual(whole);
    expect(result.clock).toMatchObject({ epoch: 1, samples: 30 });
  });

  it('within an epoch of another order is refused', async () => {
    const folder = await temporaryFolder();
    const options = { ...quiet, checkpoint: false, maxEpochs: 1 };
    const stopped = new Trainer({ ...options, callbacks: [stoppingAt(2)] }).fit(tinyLearner(), { folder });
    await expect(stopped).rejects.toThrow('power cut');
    const learner = tinyLearner({ data: tinyData(50, { shuffle: false }) });
    const fit = new Trainer(options).fit(learner, { resumeFrom: join(folder, 'checkpoints', 'here') });
    await expect(fit).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
    await expect(fit).rejects.toThrow(
      'stopped after 16 samples of an epoch, whose samples do not come in the same order',
    );
  });

  it('as a second one does not repeat the orders of the first, also after a resume', async () => {
    const seen: number[] = [];
    const trainer = new Trainer({ ...quiet, maxEpochs: 2, callbacks: [watching(seen)] });
    const learner = tinyLearner();
    await trainer.fit(learner);
    await trainer.fit(learner);
    const epochs = [0, 1, 2, 3].map((epoch) => seen.slice(epoch * 30, (epoch + 1) * 30));
    expect(new Set(epochs.map(String)).size).toBe(4);
    for (const epoch of epochs) expect(sorted(epoch)).toEqual(sorted(epochs[0]!));

    const long: number[] = [];
    await new Trainer({ ...quiet, maxEpochs: 4, callbacks: [watching(long)] }).fit(tinyLearner());
    expect(seen).toEqual(long);

    const folder = await temporaryFolder();
    const second = tinyLearner();
    const options = { ...quiet, checkpoint: false, maxEpochs: 2 };
    await new Trainer(options).fit(second);
    const stopped = new Trainer({ ...options, callbacks: [stoppingAt(2)] }).fit(second, { folder });
    await expect(stopped).rejects.toThrow('power cut');
    const rest: number[] = [];
    const resumeFrom = join(folder, 'checkpoints', 'here');
    await new Trainer({ ...options, callbacks: [watching(rest)] }).fit(tinyLearner(), { resumeFrom });
    expect(rest).toEqual(seen.slice(60 + 16));
  });
});

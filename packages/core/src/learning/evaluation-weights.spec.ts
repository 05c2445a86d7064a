import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

import type { Callback } from '../training/callback.js';
import { readCheckpoint } from '../training/checkpoints/checkpoint.js';
import { tinyLearner } from '../training/tiny-learner.fixture.js';
import { Trainer } from '../training/trainer.js';

/** Half of each weight is used. */
const halves: Callback = {
  name: 'halves',
  evaluationParameters: (parameters) =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, tf.mul(0.5, value)])),
};
const quiet = { loggers: [], progressBar: false, maxEpochs: 2 } as const;
const numbers = ({ data }: { readonly data: ArrayLike<unknown> }): number[] => Array.from(data, Number);

describe('Weights that are used in place of those that are trained', () => {
  it('are validated, saved, and the model’s after the fit; those that are trained go on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-weights-'));
    try {
      const [plain, used] = [tinyLearner(), tinyLearner()];
      await new Trainer(quiet).fit(plain, { seed: 3 });
      const trainer = new Trainer({ ...quiet, callbacks: [halves] });
      const result = await trainer.fit(used, { seed: 3, folder });
      const [trained, kept] = [await plain.model.getWeights(), await used.model.getWeights()];
      for (const { name, trainable } of plain.model.weights) {
        const factor = trainable ? 0.5 : 1;
        expect(numbers(kept[name]!)).toEqual(numbers(trained[name]!).map((value) => value * factor));
      }
      const { weights, state } = await readCheckpoint(result.lastCheckpoint!);
      expect(weights).toEqual(kept);
      const [name] = plain.model.weights.filter(({ trainable }) => trainable).map((weight) => weight.name);
      expect(state[`trained/${name}`]).toEqual(trained[name!]);
      expect((await trainer.validate(used, { seed: 3 }))['validation/loss']).toBeCloseTo(
        result.values['validation/loss']!,
        5,
      );
      const [whole, resumed] = [tinyLearner(), tinyLearner()];
      await new Trainer({ ...quiet, maxEpochs: 3, callbacks: [halves] }).fit(whole, { seed: 3 });
      await new Trainer({ ...quiet, maxEpochs: 3, callbacks: [halves] }).fit(resumed, {
        seed: 3,
        resumeFrom: result.lastCheckpoint,
      });
      expect(await resumed.model.getWeights()).toEqual(await whole.model.getWeights());
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

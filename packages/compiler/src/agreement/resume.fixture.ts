import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eager, Project } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { distance, prepare, trainOn, type Arrays, type Subject } from './agreement.fixture.js';
import { withoutWarnings, type CreateEngine } from './engines.fixture.js';
import { alone } from './layers/build.fixture.js';
import { pairsLearner } from './learner.fixture.js';

const { layers } = tf;

/** Everything that a step may keep: weights of several ranks, statistics, and dropout. */
const subject: Subject = alone(
  [6, 6, 2],
  () => layers.conv2d({ filters: 4, kernelSize: 3, useBias: false }),
  () => layers.batchNormalization({ momentum: 0.8 }),
  () => layers.activation({ activation: 'tanh' }),
  () => layers.dropout({ rate: 0.3 }),
  () => layers.reshape({ targetShape: [4, 16] }),
  () => layers.gru({ units: 5, recurrentDropout: 0.2 }),
  () => layers.dense({ units: 3 }),
);

/** The state after some steps, from a state. */
async function after(create: CreateEngine, steps: number, from = 0, start: Arrays = {}): Promise<Arrays> {
  const engine = create();
  await engine.setup({ seed: 5 });
  const prepared = await prepare(subject);
  try {
    const { state } = await trainOn(engine, prepared, { steps, from, start });
    // The step that trains, and the one that uses the model.
    if (engine.compilations !== undefined) expect(engine.compilations).toHaveLength(2);
    return state;
  } finally {
    engine.dispose();
    prepared.dispose();
  }
}

/** Describes that state goes on where it was, on an engine and between it and the eager one. */
export function describeResume(create: CreateEngine): void {
  const ways = [
    ['eager', 'it', eager, create],
    ['it', 'eager', create, eager],
  ] as const;

  beforeAll(() => tf.setBackend('cpu'));

  describe('The state of one engine', () => {
    it.each(ways)('goes on where it was on another: from %s to %s', async (_from, _to, first, second) => {
      const whole = await after(second, 12);
      const half = await after(first, 6);
      expect(distance(half, whole)).toBeGreaterThan(0.01);
      expect(distance(await after(second, 6, 6, half), whole)).toBeLessThan(1e-5);
    });

    it('goes on with the same bytes on the same one', async () => {
      expect(await after(create, 6, 6, await after(create, 6))).toEqual(await after(create, 12));
    });

    it('has the same bytes for the same seed', async () => {
      expect(await after(create, 12)).toEqual(await after(create, 12));
    });
  });

  describe('A checkpoint', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lml-engines-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    /** Trains to an epoch in a run of its own. */
    async function train(engine: CreateEngine, maxEpochs: number, resumeFrom?: string): Promise<Trained> {
      const project = new Project({
        learner: pairsLearner(),
        trainer: { maxEpochs, engine: engine(), loggers: [], progressBar: false },
        folder,
        name: 'runs',
        seed: 4,
      });
      const { folder: run, values } = await withoutWarnings(() => project.train({ ...(resumeFrom !== undefined && { resumeFrom }) })); // prettier-ignore
      const weights = await project.learner.model.getWeights();
      const checkpoints = join(run!, 'checkpoints');
      const last = (await readdir(checkpoints)).sort().at(-1)!;
      return { weights, values, checkpoint: join(checkpoints, last) };
    }

    it.each(ways)(
      'of one engine is resumed on another, optimizer and metrics with it: from %s to %s',
      async (_from, _to, a, b) => {
        const whole = await train(b, 4);
        const half = await train(a, 2);
        const resumed = await train(b, 4, half.checkpoint);
        expect(distance(half.weights, whole.weights)).toBeGreaterThan(0.01);
        expect(distance(resumed.weights, whole.weights)).toBeLessThan(1e-4);
        expect(Object.keys(resumed.values).sort()).toEqual(Object.keys(whole.values).sort());
        for (const [name, value] of Object.entries(whole.values)) {
          expect(Math.abs(resumed.values[name]! - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
        }
      },
    );

    it('of an engine gives the bytes of a run that never stopped', async () => {
      const whole = await train(create, 4);
      const half = await train(create, 2);
      const resumed = await train(create, 4, half.checkpoint);
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.values).toEqual(whole.values);
    });
  });
}

interface Trained {
  readonly weights: Arrays;
  readonly values: Readonly<Record<string, number>>;
  readonly checkpoint: string;
}

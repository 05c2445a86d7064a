import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import {
  DataModule,
  fromLayers,
  ndArray,
  Project,
  type Callback,
  type Logger,
  type LoggerEnd,
  type Model,
} from '../index.js';
import { columnarDataset } from '../data/columnar.js';
import { tinyLearner } from '../training/tiny-learner.fixture.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-failed-run-'));
});

afterAll(() => rm(folder, { recursive: true }));

const quiet = { maxEpochs: 2, loggers: [], progressBar: false };

/** A model that is not that of the tiny learner. */
const wide = (): Model =>
  fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3], name: 'other' })] }));

/** Data of one number a sample, where the model wants three. */
const oneColumn = (): DataModule => {
  const column = ndArray(Float32Array.of(1, 2, 3, 4), { shape: [4, 1] });
  return new DataModule({ train: columnarDataset(() => ({ input: column, target: column })) });
};

describe('a run that fails before its first step', () => {
  const ends: LoggerEnd[] = [];
  const logger: Logger = { name: 'listener', log: () => undefined, close: (end) => void ends.push(end) };
  const trainer = { ...quiet, maxEpochs: 3, loggers: [logger] };
  const numbers = async (name: string): Promise<string[]> => readdir(`${folder}/${name}`);

  it('leaves no folder, and says nothing of how to go on', async () => {
    const name = 'refused';
    const first = new Project({ learner: tinyLearner(), trainer: quiet, folder, name });
    const { folder: run, lastCheckpoint } = await first.train();
    const wider = new Project({ learner: tinyLearner({ model: wide() }), trainer, folder, name });
    const seeded = new Project({ learner: tinyLearner(), trainer, folder, name, seed: 5 });
    const unfit = new Project({ learner: tinyLearner({ data: oneColumn() }), trainer, folder, name });
    ends.length = 0;
    for (const [project, resumeFrom] of [
      [wider, run],
      [seeded, lastCheckpoint],
      [first, folder],
      [first, `${folder}/nowhere`],
      [unfit, undefined],
      [unfit, run],
    ] as const) {
      await expect(project.train({ resumeFrom })).rejects.toMatchObject({ code: expect.stringMatching(/^LML_/) });
      expect(project.folder).toBeUndefined();
      expect(await numbers(name)).toEqual(['1']);
    }
    expect(ends).toEqual(ends.map(() => ({ status: 'failed', reason: undefined })));
    expect(ends.length).toBeGreaterThan(0);
  });

  it('leaves what something else has written there', async () => {
    const writer: Callback = { name: 'writer', setup: ({ folder: run }) => writeFile(`${run}/notes.txt`, 'mine') };
    const name = 'refused-with-notes';
    const options = { learner: tinyLearner({ data: oneColumn() }), folder, name };
    const project = new Project({ ...options, trainer: { ...trainer, callbacks: [writer] } });
    await expect(project.train()).rejects.toMatchObject({ code: expect.stringMatching(/^LML_/) });
    expect(await readdir(project.folder!)).toEqual(['config.yaml', 'notes.txt']);
  });

  it('keeps the folder of a run that failed later', async () => {
    const thrower: Callback = {
      name: 'thrower',
      trainBatchEnd() {
        throw new Error('enough');
      },
    };
    const project = new Project({
      learner: tinyLearner(),
      trainer: { ...trainer, callbacks: [thrower] },
      folder,
      name: 'later',
    });
    ends.length = 0;
    await expect(project.train()).rejects.toThrow('enough');
    expect(await numbers('later')).toEqual(['1']);
    expect(ends[0]).toMatchObject({ status: 'failed', folder: `${folder}/later/1`, clock: { step: 1 } });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  columnarDataset,
  DataModule,
  defineComponent,
  defineLearner,
  eager,
  elementwiseOptimizer,
  fromLayers,
  ndArray,
  registerPlugin,
  type Engine,
  type LabelledBatch,
  type Learner,
} from '@lml/core';
import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { main } from '../main.js';

/** An engine that says of what step it was asked. */
function describing(): Engine {
  const describe: Engine['describe'] = ({ name, stage }, batch) =>
    Promise.resolve(`step ${name} (${stage}) of ${Object.keys(batch).join(', ')}`);
  return Object.assign(eager(), { describe });
}

function tinyLearner(): Learner<LabelledBatch> {
  const dataset = columnarDataset(() => ({
    input: ndArray(new Float32Array(16), { shape: [8, 2] }),
    target: ndArray(new Float32Array(8), { shape: [8, 1] }),
  }));
  return defineLearner<LabelledBatch>({
    batchForward: ({ input }, { model }) => model.apply(input),
    computeLoss: (output, { target }) => tf.mean(tf.square(tf.sub(output, target))),
  })({
    data: new DataModule({ dataset, batchSize: 4, split: { validation: 0.5 } }),
    model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })),
    optimizer: elementwiseOptimizer({
      base: { lr: 1 },
      slots: {},
      hyper: () => ({}),
      update: (parameter) => ({ parameter }),
    }),
  });
}

const schema = z.strictObject({});
registerPlugin({
  name: 'lml-plugin-for-cli',
  version: '1.0.0',
  apiVersion: 1,
  components: [
    defineComponent({ kind: 'learner', name: 'cli-learner', summary: 'For tests.', schema, create: tinyLearner }),
    defineComponent({
      kind: 'engine',
      name: 'cli-engine',
      summary: 'For tests.',
      schema,
      create: () => describing(),
    }),
  ],
});

describe('lml describe graph', () => {
  let folder = '';
  let printed = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-describe-'));
    await writeFile(
      join(folder, 'project.yaml'),
      'learner: cli-learner\ntrainer: { engine: cli-engine, maxEpochs: 1 }\n',
    );
    printed = '';
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => ((printed += String(text)), true));
    }
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  const run = (...args: string[]): Promise<number> =>
    main(['describe', 'graph', join(folder, 'project.yaml'), ...args]);

  it('prints what the engine makes of the training step', async () => {
    expect(await run()).toBe(0);
    expect(printed).toBe('step train/ (train) of input, target\n');
  });

  it('takes another stage, and values by path', async () => {
    expect(await run('seed=3', '--stage', 'validation')).toBe(0);
    expect(printed).toMatch(/^step \S+ \(validation\) of input, target\n$/);
  });

  it('says by one coded error that an engine without graphs has none', async () => {
    expect(await run('trainer.engine=eager')).toBe(1);
    expect(printed).toContain('(LML_MISSING_FEATURE)');
    expect(printed).not.toMatch(/^\s+at /m);
  });

  it('refuses a stage that does not exist', async () => {
    expect(await run('--stage', 'night')).toBe(1);
    expect(printed).toContain('Allowed choices are train, validation, test, predict');
  });
});

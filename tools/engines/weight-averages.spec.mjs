import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnarDataset, DataModule, defineModel, ema, ndArray, readCheckpoint, Trainer } from '@lml/core';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { engines, withoutFallback } from './engines.mjs';

const golden = JSON.parse(readFileSync(new URL('./goldens/weight-averages.json', import.meta.url), 'utf8'));
const array = ({ data, shape }) => ndArray(Float32Array.from(data), { shape });
const start = (name) => ({ shape: golden.start[name].shape, initializer: array(golden.start[name]) });

/** A linear model of inputs less their running mean, which moves half-way to that of each batch. */
const centred = () =>
  defineModel({
    inputs: [null, 3],
    weights: { kernel: start('kernel'), bias: start('bias') },
    buffers: { mean: { shape: [3] } },
    forward(input, { weights: { kernel, bias }, buffers, training, write }) {
      if (training) write('mean', tf.div(tf.add(buffers.mean, tf.mean(input, 0)), 2));
      return tf.add(tf.matMul(tf.sub(input, buffers.mean), kernel), bias);
    },
  });

const learnerOf = (model) => {
  const dataset = columnarDataset(() => ({ input: array(golden.input), target: array(golden.target) }));
  const data = new DataModule({ train: dataset, validation: dataset, test: dataset, batchSize: 4, shuffle: false });
  return supervised({ model, data, loss: mse(), optimizer: sgd({ lr: 0.125 }) });
};

const casesOf = (kind) => golden.cases.filter((one) => one.kind === kind).map((one) => [one.name, one]);
const valuesOf = (arrays, prefix = '') =>
  Object.fromEntries(['kernel', 'bias', 'mean'].map((name) => [name, Array.from(arrays[prefix + name].data)]));
const expected = (tensors) =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => [name, data.map((value) => expect.closeTo(value, 5))]),
  );

let folder = '';
beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lml-averages-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Saves a checkpoint after each epoch. */
const saver = () => ({
  name: 'saver',
  phase: 'persist',
  trainEpochEnd: (run) => run.save(`epoch-${run.clock.epoch}`).then(() => undefined),
});

describe.each(['eager', 'onnx'])('On %s', (engine) => {
  const trainer = (callbacks, options = {}) =>
    new Trainer({ loggers: [], progressBar: false, maxEpochs: 4, engine: engines[engine](), callbacks, ...options });

  it.each(casesOf('ema'))('exponential averages are those of PyTorch: %s', async (_name, { options, visits }) => {
    const learner = learnerOf(centred());
    await withoutFallback(() => trainer([ema(options), saver()]).fit(learner, { folder }));
    for (const [epoch, { trained, used }] of visits.entries()) {
      const { weights, state } = await readCheckpoint(`${folder}/checkpoints/epoch-${epoch + 1}`);
      expect(valuesOf(weights)).toEqual(expected(used));
      const { mean } = options.buffers === false ? weights : { mean: state['trained/mean'] };
      expect(valuesOf({ ...state, 'trained/mean': mean }, 'trained/')).toEqual(expected(trained));
    }
    expect(valuesOf(await learner.model.getWeights())).toEqual(expected(visits.at(-1).used));
  });

  it('exponential averages are validated and tested, and go on to the bit where a run stops within an epoch', async () => {
    const options = { decay: 0.5, every: 2, warmup: true };
    const whole = learnerOf(centred());
    const { values } = await trainer([ema(options)], { maxEpochs: 3 }).fit(whole);
    expect((await trainer([]).test(whole))['test/loss']).toBeCloseTo(values['validation/loss'], 6);
    const { lastCheckpoint } = await trainer([ema(options)], { maxSteps: 5 }).fit(learnerOf(centred()), { folder });
    const resumed = learnerOf(centred());
    await trainer([ema(options)], { maxEpochs: 3 }).fit(resumed, { resumeFrom: lastCheckpoint });
    expect(await resumed.model.getWeights()).toEqual(await whole.model.getWeights());
  });
});

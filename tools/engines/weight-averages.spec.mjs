import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  columnarDataset,
  DataModule,
  defineModel,
  ema,
  fromLayers,
  ndArray,
  RandomStreams,
  readCheckpoint,
  swa,
  Trainer,
} from '@lml/core';
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

/** Batch normalisation before a linear layer, with the values of the reference. */
const normalised = async () => {
  const { layers } = tf;
  const norm = layers.batchNormalization({ epsilon: 0.001, inputShape: [3] });
  const model = fromLayers(() => tf.sequential({ layers: [norm, layers.dense({ units: 1 })] }));
  await model.build({ random: new RandomStreams(0) });
  const { kernel, bias } = golden.start;
  const values = { ...(await model.getWeights()), 'dense_0/kernel': array(kernel), 'dense_0/bias': array(bias) };
  model.setWeights(values);
  return model;
};

/** The names of the reference; PyTorch keeps the variance of a sample, TensorFlow.js that of the batch. */
const NORMALISED = {
  kernel: ['dense_0/kernel', 1],
  bias: ['dense_0/bias', 1],
  'norm.weight': ['batch_normalization_0/gamma', 1],
  'norm.bias': ['batch_normalization_0/beta', 1],
  'norm.running_mean': ['batch_normalization_0/moving_mean', 1],
  'norm.running_var': ['batch_normalization_0/moving_variance', 4 / 3],
};
const normalisedOf = (weights, names) =>
  Object.fromEntries(
    names.map((name) => {
      const [full, factor] = NORMALISED[name];
      return [name, Array.from(weights[full].data, (value) => factor * value)];
    }),
  );

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

/** Logs the rate of each epoch. */
const rates = { name: 'rates', trainEpochStart: (run) => run.log('lr', run.scheduled['train/lr']) };

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

  it.each(casesOf('swa'))(
    'the mean of epochs, its statistics and the rates are those of PyTorch: %s',
    async (_name, { options, visits }) => {
      const learner = learnerOf(await normalised());
      const { history } = await withoutFallback(() => trainer([swa(options), saver(), rates]).fit(learner, { folder }));
      for (const [epoch, { used, rate }] of visits.entries()) {
        const { weights } = await readCheckpoint(`${folder}/checkpoints/epoch-${epoch + 1}`);
        // Before the mean, statistics move by the momentum of the layer, which is another one in PyTorch.
        const names = Object.keys(used).filter((name) => epoch >= options.start.epoch || !name.includes('running'));
        expect(normalisedOf(weights, names)).toEqual(
          expected(Object.fromEntries(names.map((name) => [name, used[name]]))),
        );
        expect(history[epoch].values['train/rates/lr']).toBeCloseTo(rate, 12);
      }
    },
  );

  it('the mean of epochs is validated and tested, and goes on to the bit where a run stops within an epoch', async () => {
    const options = { swaLr: 0.03125, start: { fraction: 0.4 }, annealEpochs: 3 };
    const limited = (maxSteps) => trainer([swa(options)], { maxSteps });
    const whole = learnerOf(await normalised());
    const { values } = await limited(12).fit(whole);
    expect((await trainer([]).test(whole))['test/loss']).toBeCloseTo(values['validation/loss'], 5);
    for (const steps of [3, 6, 8]) {
      const { lastCheckpoint } = await limited(steps).fit(learnerOf(await normalised()), {
        folder: `${folder}/${steps}`,
      });
      const resumed = learnerOf(await normalised());
      await limited(12).fit(resumed, { resumeFrom: lastCheckpoint });
      expect(await resumed.model.getWeights()).toEqual(await whole.model.getWeights());
    }
  });
});

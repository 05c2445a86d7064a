import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnarDataset, DataModule, defineLearner, fromLayers, ndArray, RandomStreams, Trainer } from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy, mse, multiHead } from '@lml/losses';
import { adamw, cosineAnnealing, sam, sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { engines, withoutFallback } from './engines.mjs';

const random = new RandomStreams(11);
const LENGTH = 24;
const inputs = random.normal('inputs', 0, LENGTH * 3);
const input = ndArray(inputs, { shape: [LENGTH, 3] });
const numbers = ndArray(random.normal('numbers', 0, LENGTH), { shape: [LENGTH, 1] });
const weight = ndArray(
  random.uniform('weights', 0, LENGTH).map((value) => 4 * value),
  { shape: [LENGTH] },
);
/** A third of the classes is ignored, the first four samples all of them. */
const classes = ndArray(
  Int32Array.from({ length: LENGTH }, (_, row) => (row < 4 || row % 3 === 0 ? -1 : row % 2)),
  { shape: [LENGTH] },
);

const { layers } = tf;
const dense = (options) => layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'glorotNormal', ...options });

/** One model and loss of each way in which a mean divides. */
const cases = {
  'a mean over samples': () => ({
    columns: { input, target: numbers },
    model: () => [dense({ units: 4, activation: 'tanh' }), layers.dense({ units: 1 })],
    loss: mse(),
  }),
  'sample weights': () => ({
    columns: { input, target: numbers, weight },
    model: () => [dense({ units: 1 })],
    loss: mse(),
  }),
  'ignored and weighted classes': () => ({
    columns: { input, target: classes },
    model: () => [dense()],
    loss: crossEntropy({ ignoreIndex: -1, weight: [1, 9] }),
  }),
  'a sum, with regularisation': () => ({
    columns: { input, target: numbers },
    model: () => [dense({ units: 1, kernelRegularizer: tf.regularizers.l2({ l2: 0.3 }) })],
    loss: mse({ reduction: 'sum' }),
    lr: 0.002,
  }),
  'a mean with regularisation': () => ({
    columns: { input, target: classes },
    model: () => [dense({ kernelRegularizer: tf.regularizers.l2({ l2: 0.3 }) })],
    loss: crossEntropy({ ignoreIndex: -1 }),
  }),
};

const sequential = (parts) => fromLayers(() => tf.sequential({ layers: parts() }));
const learnerOf = ({ columns, model, loss, optimizer, scheduler, lr = 0.05 }, batchSize) =>
  supervised({
    data: new DataModule({ train: columnarDataset(() => columns), batchSize, shuffle: false }),
    model: sequential(model),
    loss,
    optimizer: optimizer ?? adamw({ lr, weightDecay: 0.1 }),
    ...(scheduler && { scheduler }),
  });

/** Two outputs of one layer, of which one ignores samples. */
const twoHeads = (batchSize) =>
  defineLearner({
    batchForward({ input: given }, { model }) {
      const output = model.apply(given);
      return { kind: tf.slice(output, [0, 0], [-1, 2]), size: tf.slice(output, [0, 2], [-1, 1]) };
    },
    computeLoss: (output, { kind, size }, { loss }) => loss(output, { kind, size }),
  })({
    data: new DataModule({
      train: columnarDataset(() => ({ input, kind: classes, size: numbers })),
      batchSize,
      shuffle: false,
    }),
    model: sequential(() => [dense({ units: 3 })]),
    loss: multiHead({ losses: { kind: crossEntropy({ ignoreIndex: -1 }), size: mse() }, weights: { size: 0.25 } }),
    optimizer: adamw({ lr: 0.05 }),
  });

const trainerOf = (engine, options) =>
  new Trainer({ loggers: [], progressBar: false, maxEpochs: 3, engine: engines[engine](), ...options });
const fit = (engine, learner, options, action) =>
  withoutFallback(() => trainerOf(engine, options).fit(learner, { seed: 5, ...action }));
const weightsOf = async ({ model }) => Object.values(await model.getWeights()).map(({ data }) => Array.from(data));
const close = (weights) => weights.map((values) => values.map((value) => expect.closeTo(value, 5)));

let folder = '';
beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lml-accumulation-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe.each(['eager', 'onnx'])('Accumulated gradients on %s', (engine) => {
  it.each(Object.entries(cases))('are those of one large batch: %s', async (_, make) => {
    const [small, large] = [learnerOf(make(), 4), learnerOf(make(), 12)];
    const [accumulated, whole] = [await fit(engine, small, { accumulate: 3 }), await fit(engine, large, {})];
    expect(await weightsOf(small)).toEqual(close(await weightsOf(large)));
    expect(accumulated.values['train/loss']).toBeCloseTo(whole.values['train/loss'], 5);
    expect([accumulated.clock.step, accumulated.clock.batch]).toEqual([6, 18]);
  });

  it('are those of one large batch for each of several heads', async () => {
    const [small, large] = [twoHeads(4), twoHeads(12)];
    await fit(engine, small, { accumulate: 3 });
    await fit(engine, large, {});
    expect(await weightsOf(small)).toEqual(close(await weightsOf(large)));
  });

  it('divide the last window of an epoch by what is in it', async () => {
    // Windows of 16 and 8 samples, batches of 16 and 8.
    const [small, large] = [learnerOf(cases['sample weights'](), 4), learnerOf(cases['sample weights'](), 16)];
    const { clock } = await fit(engine, small, { accumulate: 4 });
    await fit(engine, large, {});
    expect(await weightsOf(small)).toEqual(close(await weightsOf(large)));
    expect([clock.step, clock.batch]).toEqual([6, 18]);
  });

  it.each([{ norm: 0.05 }, { value: 0.01 }, { adaptive: 0.1 }])(
    'are clipped once they are complete, by %j',
    async (gradientClip) => {
      const options = { ...cases['a mean over samples'](), optimizer: sgd({ lr: 0.5 }) };
      const [small, large, free] = [learnerOf(options, 4), learnerOf(options, 12), learnerOf(options, 12)];
      await fit(engine, small, { accumulate: 3, gradientClip });
      await fit(engine, large, { gradientClip });
      await fit(engine, free, {});
      expect(await weightsOf(small)).toEqual(close(await weightsOf(large)));
      expect(await weightsOf(small)).not.toEqual(close(await weightsOf(free)));
    },
  );

  it('go through the hooks of callbacks once an update, as schedules count updates', async () => {
    let seen = 0;
    const counter = {
      name: 'counter',
      transformGradients: (gradients, context) => (seen++, context.clock.batch, gradients),
    };
    const options = { ...cases['a mean over samples'](), scheduler: cosineAnnealing() };
    const [small, large] = [learnerOf(options, 4), learnerOf(options, 12)];
    const accumulated = await fit(engine, small, {
      accumulate: 3,
      ...(engine === 'eager' && { callbacks: [counter] }),
    });
    const whole = await fit(engine, large, {});
    const rates = ({ history }) => history.map(({ values }) => values['train/lr']);
    expect(rates(accumulated)).toEqual(rates(whole));
    expect(seen).toBe(engine === 'eager' ? 6 : 0);
  });

  it.each([1, 2, 4, 5])('go on in mid-window, after batch %i, with the same bits', async (batch) => {
    const make = () => learnerOf(cases['ignored and weighted classes'](), 4);
    const whole = make();
    await fit(engine, whole, { accumulate: 4, checkpoint: false });
    const save = {
      name: 'saver',
      phase: 'persist',
      async trainBatchEnd(run) {
        if (run.clock.batch !== batch) return;
        await run.save('here');
        throw new Error('power cut');
      },
    };
    const cut = fit(engine, make(), { accumulate: 4, checkpoint: false, callbacks: [save] }, { folder });
    await expect(cut).rejects.toThrow('power cut');
    const resumed = make();
    await fit(
      engine,
      resumed,
      { accumulate: 4, checkpoint: false },
      { resumeFrom: join(folder, 'checkpoints', 'here') },
    );
    expect(await weightsOf(resumed)).toEqual(await weightsOf(whole));
  });

  it('are refused where the loss is evaluated again, and for steps that take turns', async () => {
    const again = learnerOf({ ...cases['a mean over samples'](), optimizer: sam({ optimizer: sgd() }) }, 4);
    await expect(trainerOf(engine, { accumulate: 2 }).fit(again)).rejects.toThrow(
      /accumulate must be 1 for an optimizer that evaluates the loss again/,
    );
    const turns = learnerOf(cases['a mean over samples'](), 4);
    turns.trainingSteps = () => ['a', 'b'].map((name) => ({ name, computeLoss: (output) => tf.mean(output) }));
    await expect(trainerOf(engine, { accumulate: 2 }).fit(turns)).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
    });
  });
});

it.each([
  [{ accumulate: 0 }, /accumulate: must be at least 1, got 0/],
  [{ accumulate: 1.5 }, /accumulate: must be a whole number, got 1\.5/],
  [{ gradientClip: { norm: 0 } }, /gradientClip\.norm: must be greater than 0, got 0/],
])('%j is refused', (options, message) => {
  expect(() => trainerOf('eager', options)).toThrow(message);
});

it('The last window of a stream ends with the stream', async () => {
  const stream = {
    open: () => undefined,
    async *iterate() {
      for (let row = 0; row < LENGTH; row++)
        yield {
          input: ndArray(inputs.slice(3 * row, 3 * row + 3)),
          target: ndArray(numbers.data.slice(row, row + 1)),
        };
    },
  };
  const make = (batchSize) => {
    const learner = learnerOf(cases['a mean over samples'](), 4);
    learner.data = new DataModule({ train: stream, batchSize });
    return learner;
  };
  const [small, large] = [make(4), make(16)];
  const { clock } = await fit('eager', small, { accumulate: 4 });
  await fit('eager', large, {});
  expect(await weightsOf(small)).toEqual(close(await weightsOf(large)));
  expect([clock.step, clock.batch]).toEqual([6, 18]);
});

it('A loss whose terms are not known beforehand is refused', async () => {
  const learner = learnerOf(cases['a mean over samples'](), 4);
  learner.computeLoss = (output) => {
    const value = tf.mean(output);
    return { value, total: undefined, heads: { mine: { value, total: 4, factor: 1 } } };
  };
  await expect(fit('eager', learner, { accumulate: 2 })).rejects.toThrow(/does not tell beforehand of its term 'mine'/);
});

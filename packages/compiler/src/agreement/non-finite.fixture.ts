import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  columnarDataset,
  DataModule,
  defineLearner,
  elementwiseOptimizer,
  fromLayers,
  modelCheckpoint,
  ndArray,
  readCheckpoint,
  Trainer,
  type LabelledBatch,
  type Learner,
  type Loss,
  type NdArray,
  type NonFiniteLossError,
  type Predictor,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CreateEngine } from './engines.fixture.js';

const learn = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }, { loss }) => loss(output, target),
});

/** One weight, w = 1 at first, which learns y = w · x (through a relu, if asked) from samples x and y. */
function oneWeight(x: number[], y: number[], loss: Loss, lr: number, activation?: 'relu'): Learner<LabelledBatch> {
  const column = (values: number[]) => ndArray(Float32Array.from(values), { shape: [values.length, 1] });
  const dataset = columnarDataset(() => ({ input: column(x), target: column(y) }));
  const layer = (): tf.layers.Layer =>
    tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones', ...(activation && { activation }) }); // prettier-ignore
  return learn({
    data: new DataModule({ train: dataset, validation: dataset, batchSize: 1, shuffle: false }),
    model: fromLayers(() => tf.sequential({ layers: [layer()] })),
    loss,
    optimizer: elementwiseOptimizer({
      base: { lr },
      slots: {},
      hyper: (_step, numbers) => ({ rate: numbers.lr }),
      update: (parameter, gradient, _slots, { rate }) => ({ parameter: tf.sub(parameter, tf.mul(rate, gradient)) }),
    }),
  });
}

/** √Σ(o − t)²: at o = t its value is 0, and its gradient 0 / 0. */
const distance: Loss = (output, target) => tf.sqrt(tf.sum(tf.square(tf.sub(output, target))));
const squared: Loss = (output, target) => tf.mean(tf.square(tf.sub(output, target)));
const difference: Loss = (output, target) => tf.mean(tf.sub(output, target));

/** Cross-entropy of three classes, as tf ops: −1 is ignored, what is no class makes it NaN, and so does nothing at all. */
const classes: Loss = Object.assign(
  (output: tf.Tensor, target: tf.Tensor) => {
    const hot = tf.cast(tf.equal(tf.expandDims(target, -1), tf.range(0, 3, 1, 'int32')), 'float32');
    const each = tf.div(tf.sum(tf.mul(hot, tf.neg(tf.logSoftmax(output))), -1), tf.sum(hot, -1));
    const isCounted = tf.notEqual(target, -1);
    return tf.div(tf.sum(tf.where(isCounted, each, 0)), tf.sum(tf.cast(isCounted, 'float32')));
  },
  {
    counts: (target: number) => target !== -1,
    total: (_output: tf.Tensor, target: tf.Tensor) => tf.sum(tf.cast(tf.notEqual(target, -1), 'float32')),
  },
);

/** Describes that an engine finds what is not finite: in a loss, in weights, in data and in predictions. */
export function describeNonFinite(create: CreateEngine): void {
  let folder = '';
  beforeAll(() => tf.setBackend('cpu'));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-non-finite-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  describe('A run whose loss is finite, but not its weights', () => {
    const failing = (learner: Learner<LabelledBatch>, action: { folder?: string }, options = {}): Promise<unknown> =>
      new Trainer({ maxSteps: 1, loggers: [], progressBar: false, engine: create(), ...options })
        .fit(learner, action)
        .then(
          ({ status }) => status,
          (error: unknown) => error,
        );

    it.each([
      ['with a folder', true],
      ['without one', false],
    ])('ends with their names where the gradient is not, %s', async (__, hasFolder) => {
      const learner = oneWeight([2], [2], distance, 0.1);
      const error = await failing(learner, hasFolder ? { folder } : {});
      expect(error).toMatchObject({ code: 'LML_NON_FINITE_STATE', names: ['dense_0/kernel'] });
      expect((error as Error).message).toContain('After step 1 these are not finite: dense_0/kernel.');
      expect(await readdir(folder)).toEqual([]);
      expect((await learner.model.getWeights())['dense_0/kernel']!.data).toEqual(Float32Array.of(1));
    });

    it('ends with their names where they ran to −∞, and the loss of them is 0', async () => {
      // w − 1e30 · 1e10 = −∞, of which relu makes 0.
      const learner = oneWeight([1e10], [0], difference, 1e30, 'relu');
      expect(await failing(learner, { folder })).toMatchObject({ code: 'LML_NON_FINITE_STATE' });
      expect(await readdir(folder)).toEqual([]);
    });

    it('leaves the checkpoints of before, all of them finite', async () => {
      // w stays 1 for x = 0, so the third sample is hit exactly: 1 · 2 = 2.
      const learner = oneWeight([0, 0, 2], [1, 1, 2], distance, 0.1);
      const every = { every: 1, unit: 'step' } as const;
      const options = { maxSteps: 3, validate: { every: 5, unit: 'epoch' }, callbacks: [modelCheckpoint({ every })] };
      expect(await failing(learner, { folder }, options)).toMatchObject({ code: 'LML_NON_FINITE_STATE' });
      const ids = await readdir(join(folder, 'checkpoints'));
      expect(ids).toEqual(['epoch-0000-step-0000002']);
      const { weights } = await readCheckpoint(join(folder, 'checkpoints', ids[0]!));
      expect(weights['dense_0/kernel']!.data).toEqual(Float32Array.of(1));
    });
  });

  describe('Validation', () => {
    /** Results of a model whose logits are 0 for all classes, so that each target that counts has a loss of ln 3. */
    const validate = (target: NdArray): Promise<Readonly<Record<string, number>>> => {
      const length = target.shape[0]!;
      const dataset = columnarDataset(() => ({
        input: ndArray(new Float32Array(length * 2), { shape: [length, 2] }),
        target,
      }));
      const learner = learn({
        data: new DataModule({ validation: dataset, batchSize: 2 }),
        model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] })),
        loss: classes,
      });
      return new Trainer({ maxEpochs: 1, loggers: [], progressBar: false, engine: create() }).validate(learner);
    };
    const failing = (target: NdArray): Promise<unknown> => validate(target).catch((error: unknown) => error);

    it('does not count a batch of which nothing counts', async () => {
      // Batches of 1, 0 and 2 that count.
      const values = await validate(ndArray(Int32Array.of(2, -1, -1, -1, 0, 1)));
      expect(values['validation/loss']).toBeCloseTo(Math.log(3), 6);
    });

    it('has no loss where nothing counts at all, and says so', async () => {
      const error = await failing(ndArray(Int32Array.of(-1, -1, -1)));
      expect(error).toMatchObject({ code: 'LML_NON_FINITE_LOSS', details: { stage: 'validation', batch: 0 } });
      expect((error as Error).message).toContain('No target of these counts');
    });

    it.each([
      ['from 1', Int32Array.of(1, 2, 1, 3), 3, 3],
      ['negative', Int32Array.of(0, 1, -2, 0), 2, -2],
      ['between two', Float32Array.of(0, 1, 2, 0.5), 3, 0.5],
      ['far too large', BigInt64Array.of(0n, 1n, 2n, 255n), 3, 255],
    ])('names the sample whose class the model does not have: %s', async (__, values, row, value) => {
      const error = await failing(ndArray(values));
      expect(error).toMatchObject({ code: 'LML_NON_FINITE_LOSS', details: { batch: 1, indices: [2, 3] } });
      expect((error as Error).message).toContain(
        `The target of sample ${row} is ${value}, but the model has 3 outputs: classes are whole numbers from 0 to 2.`,
      );
    });

    it('names the sample whose int64 does not fit', async () => {
      const error = await failing(ndArray(BigInt64Array.of(0n, 1n, 2n, 5000000000n)));
      expect(error).toMatchObject({ code: 'LML_DTYPE_RANGE' });
      expect((error as Error).message).toContain('The target of sample 3 is 5000000000, which does not fit int32');
    });
  });

  describe('Training', () => {
    const error = async (input: NdArray, target: NdArray): Promise<Error> => {
      const columns = columnarDataset(() => ({ input, target }));
      const dataset = Object.assign(columns, { source: (row: number) => ({ file: 'all.npy', row }) });
      const data = new DataModule({ dataset, split: { test: 0.5 }, batchSize: 2, seed: 3 });
      const learner = oneWeight([1], [1], squared, 0.1);
      const trainer = new Trainer({ maxEpochs: 3, loggers: [], progressBar: false, engine: create() });
      return trainer.fit(learner, { data }).then(
        () => new Error('it trained'),
        (reason: unknown) => reason as Error,
      );
    };
    const column = (at: number, value: number): NdArray => {
      const data = Float64Array.from({ length: 12 }, (__, row) => row / 12);
      data[at] = value;
      return ndArray(data, { shape: [12, 1] });
    };

    it.each([
      [NaN, 'is NaN.'],
      [-Infinity, 'is -Infinity.'],
      [1e300, 'is 1e+300, which float32 cannot hold.'],
    ])('names row and file of a %d, wherever the split has put it', async (value, words) => {
      let found = 0;
      for (let row = 0; row < 12; row++) {
        const inputs = await error(column(row, value), column(0, 0));
        const targets = await error(column(0, 0), column(row, value));
        // Half of the rows are test data, which training does not see.
        if (inputs.message === 'it trained') continue;
        found++;
        expect(inputs.message).toContain(`The input of row ${row} of all.npy ${words}`);
        expect(targets.message).toContain(`The target of row ${row} of all.npy ${words}`);
        expect((inputs as NonFiniteLossError).details.indices).toContain(row);
      }
      expect(found).toBe(6);
    });

    it('says that it is not the data where it is not', async () => {
      const learner = oneWeight([3], [1], (output) => tf.log(tf.mean(tf.sub(output, output))), 0.1);
      await expect(new Trainer({ maxEpochs: 1, loggers: [], progressBar: false, engine: create() }).fit(learner)).rejects.toThrow(/samples \[0\]\. These samples hold no NaN/); // prettier-ignore
    });
  });

  describe('A prediction', () => {
    const largest = { name: 'largest', predict: (output: tf.Tensor) => tf.argMax(output, -1) };
    const asIs = { name: 'as-is', predict: (output: tf.Tensor) => output };
    const predict = async (inputs: number[], predictor: Predictor | undefined, raw = false): Promise<NdArray> => {
      const input = ndArray(Float32Array.from(inputs), { shape: [inputs.length / 2, 2] });
      const learner = learn({
        model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] })),
        predictor,
      });
      const data = new DataModule({ predict: columnarDataset(() => ({ input })), batchSize: 2 });
      return new Trainer({ maxEpochs: 1, loggers: [], progressBar: false, engine: create() }).predict(learner, {
        data,
        raw,
      });
    };
    const inputs = [0, 1, 2, 3, 4, 5, 6, NaN];

    it.each([
      ['hide it as class 0', largest],
      ['show it', asIs],
    ])('of NaN is an error that names the sample, by a predictor that would %s', async (__, predictor) => {
      const error = await predict(inputs, predictor).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'LML_NON_FINITE_OUTPUT' });
      expect((error as Error).message).toContain('NaN for sample 3');
      expect((error as Error).message).toContain('The input of sample 3, at [1], is NaN.');
    });

    it.each([
      ['without a predictor', undefined, false],
      ['raw', largest, true],
    ])('of NaN is NaN, and that of the others is not: %s', async (__, predictor, raw) => {
      const { data } = await predict(inputs, predictor, raw);
      expect(Array.from(data as Float32Array, Number.isNaN)).toEqual([...Array(9).fill(false), true, true, true]);
    });

    it('of infinity is an error where it would be NaN, and else as it is', async () => {
      const infinite = [0, 1, 2, Infinity];
      const softmax = { name: 'softmax', predict: (output: tf.Tensor) => tf.softmax(output) };
      const error = await predict(infinite, softmax).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'LML_NON_FINITE_OUTPUT' });
      expect((error as Error).message).toContain('The model gives infinity for sample 1');
      const { data } = await predict(infinite, asIs);
      expect(Array.from(data as Float32Array, Number.isFinite)).toEqual([true, true, true, false, false, false]);
    });

    it('of finite inputs is made', async () => {
      expect((await predict(inputs.slice(0, 6), largest)).shape).toEqual([3]);
    });
  });
}

import {
  columnarDataset,
  DataModule,
  defineLearner,
  fromLayers,
  ndArray,
  Project,
  type LabelledBatch,
  type NdArray,
  type Transform,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { standardScaler } from './standard-scaler.js';

describe('standardScaler', () => {
  it('keeps float32, and the shape', async () => {
    const input: NdArray = { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 10, 3, 30) };
    const transform = await fitted(standardScaler(), { input });
    const made = await transform.applyBatch!({ input }, context);
    expect(made).toEqual({ input: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(-1, -1, 1, 1) } });
    expect(input.data).toEqual(Float32Array.of(1, 10, 3, 30));
  });

  it('standardises the channels of images', async () => {
    // Two images of 1 by 2 points with two channels.
    const input = arrayOf([0, 100, 2, 100, 4, 300, 6, 300], [2, 1, 2, 2]);
    const transform = await fitted(standardScaler(), { input });
    const spread = Math.sqrt(5);
    expect(await changed(transform, { input })).toEqual({
      shape: [2, 1, 2, 2],
      values: [-3 / spread, -1, -1 / spread, -1, 1 / spread, 1, 3 / spread, 1],
    });
  });

  it('takes one number a sample, and records of columns of which texts stay', async () => {
    const input = arrayOf([1, 2, 3], [3]);
    const root = Math.sqrt(1.5);
    expect(await changed(await fitted(standardScaler(), { input }), { input })).toEqual([-root, 0, root]);
    const people = table({ age: [20, 40], town: ['x', 'y'] });
    const some = await fitted(standardScaler({ columns: ['age'] }), people);
    expect(await changed(some, people)).toEqual({ age: [-1, 1], town: ['x', 'y'] });
  });

  it('finds features by name, wherever they stand', async () => {
    const transform = await fitted(standardScaler(), table({ a: [1, 3], b: [10, 30] }));
    expect(await changed(transform, table({ b: [30], more: [1], a: [1] }))).toEqual({ a: [-1], b: [1], more: [1] });
    expect(await faultOf(() => changed(transform, table({ a: [1] })))).toMatch(
      /^LML_OTHER_COLUMNS: .*lack the feature 'b'/,
    );
    expect(await faultOf(() => changed(transform, matrix([1, 2, 3])))).toMatch(
      /^LML_OTHER_COLUMNS: Samples have 3 features, but 2/,
    );
  });

  it('says what it cannot learn from', async () => {
    const texts = table({ town: ['x', 'y'] });
    expect(await faultOf(() => fitted(standardScaler(), texts))).toBe(
      "LML_INVALID_ARGUMENT: The feature 'town' must be numbers, as standardScaler takes them, got 'x'. Make numbers of texts by oneHotEncoder or ordinalEncoder; columns() changes some features in one way and others in another.",
    );
    expect(await faultOf(() => fitted(standardScaler(), matrix([1, Infinity])))).toMatch(
      /^LML_INVALID_ARGUMENT: Each value of the feature '1' must be a finite number/,
    );
    expect(await faultOf(() => changed(standardScaler(), matrix([1])))).toMatch(/^LML_NOT_FITTED/);
    expect(await faultOf(() => fitted(standardScaler()))).toMatch(/^LML_NOT_FITTED: standardScaler has no sample/);
  });

  it('learns the same whatever the batches', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => [Math.sin(row) * 1e6 + 1e9, row % 7 === 0 ? NaN : row]);
    const whole = await fitted(standardScaler(), matrix(...rows));
    const parts = await fitted(
      standardScaler(),
      ...[0, 1, 8, 21].map((start, at, all) => matrix(...rows.slice(start, all[at + 1]))),
    );
    for (const name of ['offset', 'scale'])
      for (const [at, value] of (whole.state!()![name]!.data as Float64Array).entries())
        expect((parts.state!()![name]!.data as Float64Array)[at]! / value).toBeCloseTo(1, 13);
  });
});

const context = { epoch: 0, random: (): never => { throw new Error('drawn'); } }; // prettier-ignore

describe('A project whose targets are standardised', () => {
  const x = Array.from({ length: 24 }, (_, row) => 1000 + 10 * row);
  const y = x.map((value) => 5000 - 3 * value);
  const regression = defineLearner<LabelledBatch>({
    batchForward: ({ input }, { model }) => model.apply(input),
    computeLoss: (output, { target }) => tf.mean(tf.square(tf.sub(output, target))),
  });
  const project = (transforms: readonly Transform[]): Project => {
    const dataset = columnarDataset(() => ({ input: ndArray(x.map((value) => [value])), target: ndArray(y.map((value) => [value])) })); // prettier-ignore
    return new Project({
      learner: regression({
        model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] })),
        optimizer: tf.train.sgd(0.3),
      }),
      data: new DataModule({ dataset, batchSize: 24, transforms: { all: transforms } }),
      trainer: { maxEpochs: 40, loggers: [], progressBar: false },
      folder: false,
      seed: 1,
    });
  };

  it('predicts in the units of the data', async () => {
    const trained = project([standardScaler(), standardScaler({ on: 'target' })]);
    await trained.train();
    const dataset = columnarDataset(() => ({ input: ndArray([[1000], [1100], [2000]]) }));
    const predictions = await trained.predict({ dataset });
    for (const [at, value] of [2000, 1700, -1000].entries()) expect(predictions.data[at]! - value).toBeCloseTo(0, 0);
  });
});

import { DataModule, fromLayers, ndArray, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import * as losses from '@lml/losses';
import { meanSquaredError } from '@lml/metrics';
import { sgd } from '@lml/optimizers';
import * as predictors from '@lml/predictors';
import * as tf from '@tensorflow/tfjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { engines, withoutFallback } from './engines.mjs';

/** The size is 0.1 more than the model gives. */
const dataset = {
  open: () => undefined,
  length: 4,
  get: (index) => ({ input: ndArray([index]), target: { kind: index < 2 ? 5 : 7, size: index + 0.1 } }),
};

let folder = '';
let shown = [];
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lml-heads-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two outputs, both of them the input: of one the neighbours are asked, the other is brought into units. */
function projectOn(engine, name) {
  const head = (layer) => tf.layers.dense({ units: 1, name: layer, kernelInitializer: 'ones' });
  const learner = supervised({
    data: new DataModule({ train: dataset, test: dataset, batchSize: 4, shuffle: false }),
    model: fromLayers(() => {
      const input = tf.input({ shape: [1] });
      return tf.model({ inputs: input, outputs: ['kind', 'size'].map((layer) => head(layer).apply(input)) });
    }),
    loss: losses.multiHead({ losses: { size: losses.mse() } }),
    optimizer: sgd({ lr: 0 }),
    metrics: {
      error: meanSquaredError({ head: 'size', on: 'prediction', stages: ['test'] }),
      shown: {
        name: 'shown',
        on: 'prediction',
        trees: true,
        stages: ['test'],
        higherIsBetter: undefined,
        updateHost: (input) => (shown.push(input), {}),
        compute: () => 0,
      },
    },
    predictor: predictors.multiHead({
      predictors: {
        kind: predictors.kNearestNeighbours({ k: 1 }),
        size: predictors.regression({ scale: 10, offset: 10 }),
      },
    }),
  });
  return new Project({ name, learner, folder, trainer: { maxEpochs: 1, loggers: [], engine: engines[engine]() } });
}

it.each(['eager', 'onnx'])('A predictor for each of two outputs, one of which learns, on %s', async (engine) => {
  const project = projectOn(engine, engine);
  const result = await withoutFallback(() => project.train());
  const expected = [0, 1, 2, 3].map((index) => {
    const label = index < 2 ? 5 : 7;
    return { kind: { label, index: label }, size: 10 + 10 * index };
  });
  expect(await project.predict({ dataset, as: 'records' })).toEqual(expected);
  // Both sides in units, which are ten times as large.
  shown = [];
  expect((await project.test())['test/error']).toBeCloseTo(1, 4);
  const [{ target, records }] = shown;
  expect(records).toEqual(expected);
  expect([Array.from(target.kind.data), Array.from(target.size.data)]).toEqual([
    [5, 5, 7, 7],
    [11, 21, 31, 41].map((size) => expect.closeTo(size, 4)),
  ]);
  const again = projectOn(engine, `${engine}-again`);
  await again.load(result.lastCheckpoint);
  expect(await again.predict({ dataset, as: 'records' })).toEqual(expected);
});

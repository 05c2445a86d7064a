import {
  columnarDataset,
  DataModule,
  defineLearner,
  fromLayers,
  ndArray,
  pad,
  RandomStreams,
  Trainer,
} from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy, mse } from '@lml/losses';
import { sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { engines, withoutFallback } from './engines.mjs';

const random = new RandomStreams(3);
const features = (/** @type {number} */ length, /** @type {string} */ name) =>
  ndArray(random.normal(name, 0, length * 4), { shape: [length, 4] });
const network = () => fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] }));

/** Learns labels, and to answer alike to two views of what has none: FixMatch without its threshold. */
const consistent = defineLearner({
  batchForward: ({ labelled, unlabelled }, { model }) => ({
    labels: model.apply(labelled.input),
    weak: model.apply(unlabelled.weak),
    strong: model.apply(unlabelled.strong),
  }),
  computeLoss({ labels, weak, strong }, { labelled }, { loss, log }) {
    const apart = tf.mean(tf.squaredDifference(tf.softmax(weak), tf.softmax(strong)));
    log('apart', apart);
    return tf.add(loss(labels, labelled.target), apart);
  },
});

/** Two views of an input, of its own random numbers each. */
const views = {
  apply(sample, { random: draw }) {
    const { data, shape } = sample.input;
    const view = (/** @type {string} */ name, /** @type {number} */ noise) => {
      const normal = draw(name);
      return ndArray(
        data.map((/** @type {number} */ x) => x + normal.normal(0, noise)),
        { shape },
      );
    };
    return { weak: view('weak', 0.05), strong: view('strong', 0.5) };
  },
};

/** A dataset of views without a transform for one set alone. */
const twoViews = (/** @type {number} */ length) => {
  const dataset = columnarDataset(() => ({ input: features(length, 'unlabelled') }));
  return {
    open: () => dataset.open(),
    get length() {
      return dataset.length;
    },
    get: (/** @type {number} */ index, /** @type {any} */ context) => views.apply(dataset.get(index), context),
  };
};

/** Targets in units of 100. */
const inHundreds = () => ({
  apply: (/** @type {any} */ sample) => ({ ...sample, target: sample.target / 100 }),
  invert: (/** @type {tf.Tensor} */ value) => tf.mul(value, 100),
});

const results = async (name, learner, predicted) => {
  const trainer = new Trainer({ maxEpochs: 2, loggers: [], progressBar: false, engine: engines[name]() });
  const { values } = await trainer.fit(learner, { seed: 5 });
  const prediction = predicted === undefined ? undefined : await trainer.predict(learner, { dataset: predicted });
  return { values, prediction };
};

describe('Data on every engine alike', () => {
  it('come from two training sets in one batch', async () => {
    const make = () =>
      consistent({
        data: new DataModule({
          train: {
            labelled: columnarDataset(() => ({
              input: features(12, 'labelled'),
              target: ndArray(Int32Array.from({ length: 12 }, (_, row) => row % 3)),
            })),
            unlabelled: twoViews(40),
          },
          batchSize: { labelled: 4, unlabelled: 8 },
        }),
        model: network(),
        loss: crossEntropy(),
        optimizer: sgd({ lr: 0.1 }),
      });
    const eagerly = await results('eager', make());
    const compiled = await withoutFallback(() => results('onnx', make()));
    expect(eagerly.values['train/apart']).toBeGreaterThan(0);
    for (const [key, value] of Object.entries(eagerly.values)) expect(compiled.values[key]).toBeCloseTo(value, 5);
  });

  it('are predicted in the units of targets that a transform had changed', async () => {
    const input = features(20, 'input');
    const target = ndArray(Float32Array.from({ length: 20 }, (_, row) => 300 + 100 * input.data[4 * row]));
    const make = () =>
      supervised({
        data: new DataModule({
          dataset: columnarDataset(() => ({ input, target })),
          transforms: { all: [inHundreds()] },
          batchSize: 5,
        }),
        model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })),
        loss: mse(),
        optimizer: sgd({ lr: 0.1 }),
      });
    const unlabelled = columnarDataset(() => ({ input, target: ndArray(new Float32Array(20)) }));
    const eagerly = await results('eager', make(), unlabelled);
    const compiled = await withoutFallback(() => results('onnx', make(), unlabelled));
    expect(eagerly.prediction.data.every((value) => Math.abs(value) > 10)).toBe(true);
    compiled.prediction.data.forEach((value, row) => expect(value).toBeCloseTo(eagerly.prediction.data[row], 2));
  });

  it('may have texts and ragged arrays beside what is computed with', async () => {
    const seen = [];
    const watcher = { name: 'watcher', trainBatchStart: (_, { batch }) => void seen.push([batch.text, batch.boxes]) };
    const sample = (/** @type {number} */ index) => ({
      input: ndArray(Float32Array.of(1, index).slice(0, 1 + (index % 2))),
      target: index % 3,
      text: `sample ${index}`,
      boxes: ndArray(new Float32Array(4 * index), { shape: [index, 4] }),
    });
    for (const name of ['eager', 'onnx']) {
      const learner = supervised({
        data: new DataModule({
          train: { open() {}, length: 4, get: sample },
          collate: pad({ ragged: ['boxes'] }),
          shuffle: false,
        }),
        model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] })),
        loss: crossEntropy(),
        optimizer: sgd({ lr: 0.1 }),
      });
      const options = { maxEpochs: 1, loggers: [], progressBar: false, callbacks: [watcher], engine: engines[name]() };
      await withoutFallback(() => new Trainer(options).fit(learner));
    }
    expect(seen[0][0]).toEqual(['sample 0', 'sample 1', 'sample 2', 'sample 3']);
    expect(seen[0][1].map(({ shape }) => shape)).toEqual([0, 1, 2, 3].map((boxes) => [boxes, 4]));
    expect(seen[1]).toEqual(seen[0]);
  });
});

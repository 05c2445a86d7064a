import {
  cloneModel,
  columnarDataset,
  DataModule,
  defineLearner,
  defineModel,
  freeze,
  fromLayers,
  mapWeights,
  modelGroup,
  ndArray,
  RandomStreams,
  stopGradient,
  Trainer,
} from '@lml/core';
import { sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { engines, withoutFallback } from './engines.mjs';

const LENGTH = 48;
const random = new RandomStreams(11);
const columns = {
  left: ndArray(random.normal('left', 0, LENGTH * 4), { shape: [LENGTH, 4] }),
  right: ndArray(random.normal('right', 0, LENGTH * 4), { shape: [LENGTH, 4] }),
  tokens: ndArray(random.integers('tokens', 0, LENGTH * 6, 20), { shape: [LENGTH, 6] }),
};
const data = () => new DataModule({ dataset: columnarDataset(() => columns), batchSize: 16 });

/** Two inputs, two heads, a tower that is used twice, and a running mean. */
const towers = () =>
  defineModel({
    inputs: { left: [null, 4], right: [null, 4] },
    weights: {
      'tower/kernel': { shape: [4, 6] },
      'tower/bias': { shape: [6], initializer: 'zeros' },
      'head/kernel': { shape: [12, 1] },
    },
    buffers: { 'tower/mean': { shape: [6] } },
    forward({ left, right }, { weights, buffers, write, training, random }) {
      const tower = (x) => tf.tanh(tf.add(tf.matMul(x, weights['tower/kernel']), weights['tower/bias']));
      const [a, b] = [tower(left), tower(right)];
      if (training) write('tower/mean', tf.add(tf.mul(0.9, buffers['tower/mean']), tf.mul(0.1, tf.mean(a, 0))));
      const centred = tf.sub(a, buffers['tower/mean']);
      const both = tf.concat([training ? tf.mul(centred, random.mask('drop', a.shape, 0.2)) : centred, b], 1);
      return { distance: tf.sum(tf.squaredDifference(a, b), 1), score: tf.matMul(both, weights['head/kernel']) };
    },
  });

const { layers } = tf;

/** A small model of words, as one that was imported. */
const words = () =>
  fromLayers(() =>
    tf.sequential({
      layers: [
        layers.embedding({ inputDim: 20, outputDim: 8, inputLength: 6 }),
        layers.dense({ units: 8, activation: 'tanh' }),
        layers.layerNormalization(),
        layers.batchNormalization(),
        layers.globalAveragePooling1d(),
        layers.dense({ units: 3 }),
      ],
    }),
  );

const adapted = (rank) =>
  mapWeights(
    freeze(words()),
    (name, read) =>
      name.startsWith('dense') && name.endsWith('/kernel')
        ? tf.add(read(name), tf.matMul(read(`${name}/a`), read(`${name}/b`)))
        : read(name),
    {
      weights: (all) =>
        Object.fromEntries(
          all
            .filter(({ name }) => name.startsWith('dense') && name.endsWith('/kernel'))
            .flatMap(({ name, shape }) => [
              [`${name}/a`, { shape: [shape[0], rank] }],
              [`${name}/b`, { shape: [rank, shape[1]], initializer: 'zeros' }],
            ]),
        ),
    },
  );

const masked = () =>
  mapWeights(words(), (name, read) => (name === 'dense_0/kernel' ? tf.mul(read(name), read('mask')) : read(name)), {
    weights: {
      mask: {
        shape: [8, 8],
        trainable: false,
        initializer: ndArray(random.integers('mask', 0, 64, 2), { shape: [8, 8] }),
      },
    },
  });

const learnerOf = (model, batchForward, computeLoss) =>
  defineLearner({ batchForward, computeLoss })({ model, data: data(), optimizer: sgd({ lr: 0.1, momentum: 0.9 }) });

const cases = {
  'a model of ops with two inputs and two heads': () =>
    learnerOf(
      towers(),
      ({ left, right }, { model }) => model.apply({ left, right }),
      ({ distance, score }) => tf.add(tf.mean(distance), tf.mean(tf.square(tf.sub(score, 1)))),
    ),
  'low-rank updates of a frozen model': () =>
    learnerOf(
      adapted(2),
      ({ tokens }, { model }) => model.apply(tokens),
      (output) => tf.mean(tf.square(tf.sub(output, 1))),
    ),
  'masked weights': () =>
    learnerOf(
      masked(),
      ({ tokens }, { model }) => model.apply(tokens),
      (output) => tf.mean(tf.square(tf.sub(output, 1))),
    ),
  'a frozen copy as teacher': () => {
    const student = towers();
    const group = modelGroup({ student, teacher: freeze(cloneModel(student)) });
    return learnerOf(
      group,
      ({ left, right }) => group.models.student.apply({ left, right }),
      ({ score }, { left, right }) => {
        const taught = group.models.teacher.apply({ left: right, right: left });
        return tf.mean(tf.squaredDifference(score, stopGradient(tf.add(taught.score, 1))));
      },
    );
  },
  'a model part of which is frozen, normalisation included': () =>
    learnerOf(
      freeze(words(), ['embedding_0/*', 'batch_normalization_0/*']),
      ({ tokens }, { model }) => model.apply(tokens),
      (output) => tf.mean(tf.square(tf.sub(output, 1))),
    ),
};

async function train(engineName, make) {
  const learner = make();
  await learner.model.build({ random: new RandomStreams(2) });
  const before = await learner.model.getWeights();
  const trainer = new Trainer({ maxEpochs: 3, engine: engines[engineName](), loggers: [], progressBar: false });
  const { status, values } = await withoutFallback(() => trainer.fit(learner, { seed: 2 }));
  expect(status).toBe('completed');
  return {
    before,
    weights: await learner.model.getWeights(),
    loss: values['train/loss'],
    specs: learner.model.weights,
  };
}

beforeAll(() => tf.setBackend('cpu'));

it.each(Object.entries(cases))('%s learns the same on both engines, and what is frozen stays', async (_, make) => {
  const [eager, onnx] = [await train('eager', make), await train('onnx', make)];
  expect(Math.abs(onnx.loss - eager.loss)).toBeLessThan(1e-5 * (1 + Math.abs(eager.loss)));
  let moved = 0;
  for (const { name, frozen, trainable } of eager.specs) {
    const [first, one, other] = [eager.before[name], eager.weights[name], onnx.weights[name]].map(({ data }) => data);
    if (frozen || name === 'mask') {
      expect([name, String(one), String(other)]).toEqual([name, String(first), String(first)]);
      continue;
    }
    if (trainable && String(one) !== String(first)) moved++;
    one.forEach((value, at) => expect(Math.abs(other[at] - value)).toBeLessThan(2e-4 * (1 + Math.abs(value))));
  }
  expect(moved).toBeGreaterThanOrEqual(3);
});

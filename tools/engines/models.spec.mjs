import { jest } from '@jest/globals';
import { wasm } from '@lml/backends';
import { fromLayers, ndArray, RandomStreams, valueAndGradients } from '@lml/core';
import { crossEntropy } from '@lml/losses';
import * as tf from '@tensorflow/tfjs';
import { layersModels } from '../bench/layers/index.mjs';
import { MODELS } from '../bench/models.mjs';
import { onEngine, readTree, stepOf } from './engines.mjs';

/**
 * The models of the benchmark at their full size. The cpu backend takes a minute for a step of some, so that the eager engine
 * has the wasm backend here; packages/compiler compares smaller ones with the cpu backend.
 */
const SAMPLES = { mlp: 32, lenet: 4, resnet20: 2, lstm: 4, transformer: 2 };
const STEPS = 8;
const RATE = 0.01;

const loss = crossEntropy();
const random = new RandomStreams(8);

function batchOf(name) {
  const { shape, dtype, vocabulary, classes } = MODELS[name];
  const samples = SAMPLES[name];
  const size = samples * shape.reduce((a, b) => a * b, 1);
  const input = dtype === 'int32' ? random.integers(name, 0, size, vocabulary) : random.normal(name, 0, size);
  return {
    input: ndArray(input, { shape: [samples, ...shape] }),
    target: ndArray(random.integers(name, 1, samples, classes), { shape: [samples] }),
  };
}

/**
 * With tanh in place of ReLU, the deep one: two ways of rounding find some of its 400,000 numbers on two sides of a kink in one
 * run of five, and then gradients are 0.1 % apart.
 */
function smooth(model) {
  for (const layer of model.layers) if (layer.getClassName() === 'ReLU') layer.call = (x) => tf.tanh([x].flat()[0]);
  return model;
}

/** The gradients of the first step and the state after some steps of gradient descent. */
async function train(engineName, name) {
  const model = fromLayers(name === 'resnet20' ? () => smooth(layersModels[name]()) : layersModels[name]);
  await model.build({ random: new RandomStreams(7) });
  const values = await model.getWeights();
  const state = model.weights.map((spec) => ({ ...spec, value: values[spec.name] }));
  const parameters = model.weights.filter(({ trainable }) => trainable).map((spec) => spec.name);
  const step = stepOf(({ input, target }, context) => {
    const before = parameters.map((parameter) => context.read(parameter));
    const { gradients } = valueAndGradients(() => loss(model.apply(input), target), before);
    parameters.forEach((parameter, at) => context.write(parameter, tf.sub(before[at], tf.mul(RATE, gradients[at]))));
    return { outputs: { gradients } };
  });
  const batch = batchOf(name);
  try {
    return await onEngine(engineName, state, async (engine) => {
      let gradients;
      for (let number = 0; number < STEPS; number++) {
        const { outputs } = await engine.run(step, batch, { step: number });
        const read = await readTree(outputs);
        gradients ??= read;
      }
      return { gradients, state: await engine.read() };
    });
  } finally {
    model.dispose();
  }
}

/** ‖actual − expected‖ ÷ ‖expected‖, over all numbers of all names. */
function distance(actual, expected) {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  let [difference, size] = [0, 0];
  for (const [name, { data }] of Object.entries(expected)) {
    data.forEach((value, at) => {
      difference += (actual[name].data[at] - value) ** 2;
      size += value ** 2;
    });
  }
  return Math.sqrt(difference / size);
}

beforeAll(async () => {
  await wasm().start();
  // TensorFlow.js says that drawing the weights of the LSTM takes its time.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterAll(() => jest.restoreAllMocks());

it.each(Object.keys(MODELS))(
  '%s has the same gradients and the same weights after some steps on both engines, and the same bytes again',
  async (name) => {
    const [eager, onnx] = [await train('eager', name), await train('onnx', name)];
    expect(distance(onnx.gradients, eager.gradients)).toBeLessThan(1e-5);
    expect(distance(onnx.state, eager.state)).toBeLessThan(1e-4);
    // Also with several threads, between which sums are shared out.
    const [first, second] = [await train('threads', name), await train('threads', name)];
    expect(second).toEqual(first);
  },
);

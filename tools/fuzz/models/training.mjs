import { fromLayers, RandomStreams, valueAndGradients } from '@lml/core';
import { crossEntropy, mse } from '@lml/losses';
import { adam, adamw, sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { floats, valuesOf, wholes } from '../numbers/values.mjs';

/** @typedef {import('@lml/core').NdArray} NdArray */

/** Losses of three scores against a target, by the code that makes them. */
export const LOSSES = {
  'mse()': () => mse(),
  "mse({ reduction: 'sum' })": () => mse({ reduction: 'sum' }),
  'crossEntropy()': () => crossEntropy(),
  'crossEntropy({ labelSmoothing: 0.1 })': () => crossEntropy({ labelSmoothing: 0.1 }),
};

/** Optimizers by the code that makes them. Adam's steps do not become small with the gradient: see `exact`. */
export const OPTIMIZERS = {
  'sgd({ lr: 0.05 })': () => sgd({ lr: 0.05 }),
  'sgd({ lr: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 })': () =>
    sgd({ lr: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  'adam({ lr: 0.01 })': () => adam({ lr: 0.01 }),
  'adam({ lr: 0.01, amsgrad: true })': () => adam({ lr: 0.01, amsgrad: true }),
  'adamw({ lr: 0.01 })': () => adamw({ lr: 0.01 }),
};

/**
 * A model with its weights, data and step, ready to be trained on any engine.
 *
 * @param {{ code: string, input: { shape: readonly number[], words: number }, loss: keyof typeof LOSSES,
 *   optimizer: keyof typeof OPTIMIZERS, samples: number, seed: number }} options
 */
export async function prepare({ code, input, loss, optimizer, samples, seed }) {
  const model = fromLayers(() => /** @type {tf.LayersModel} */ (new Function('tf', `return ${code};`)(tf)));
  await model.build({ random: new RandomStreams(seed) });
  const values = await model.getWeights();
  const state = model.weights.map((spec, index) => ({
    ...spec,
    value: disturbed(spec.name, /** @type {NdArray} */ (values[spec.name]), seed + index),
  }));
  const trained = state.filter(({ trainable }) => trainable);
  const update = OPTIMIZERS[optimizer]();
  const slots = update.init(trained);
  const shape = [samples, ...input.shape];
  const isClasses = loss.startsWith('crossEntropy');
  const batch = {
    input: valuesOf(input.words > 0 ? wholes(shape, input.words) : floats(shape), 'normal', seed + 50),
    target: valuesOf(isClasses ? wholes([samples], 3) : floats([samples, 3]), 'normal', seed + 51),
  };
  const compute = LOSSES[loss]();
  /** @param {any} given */
  const valueOf = (given) => {
    const value = compute(/** @type {tf.Tensor} */ (model.apply(given['input'])), given['target']);
    const penalty = model.penalty?.();
    return /** @type {tf.Scalar} */ (penalty === undefined ? value : tf.add(value, penalty));
  };
  /** @type {import('@lml/core/engine').Step['run']} */
  const train = (given, context) => {
    const read = (/** @type {readonly { name: string }[]} */ list) =>
      Object.fromEntries(list.map(({ name }) => [name, context.read(name)]));
    const parameters = read(trained);
    const names = Object.keys(parameters);
    const { value, gradients } = valueAndGradients(() => valueOf(given), Object.values(parameters));
    const named = Object.fromEntries(names.map((name, index) => [name, /** @type {tf.Tensor} */ (gradients[index])]));
    const hyper = Object.fromEntries(
      Object.keys(update.hyper(0, update.base)).map((name) => [name, context.hyper(name)]),
    );
    const updated = update.update(parameters, named, read(slots), hyper);
    for (const [name, each] of Object.entries({ ...updated.parameters, ...updated.slots })) context.write(name, each);
    return {
      scalars: { loss: value },
      outputs: Object.fromEntries(names.map((name) => [`gradient of ${name}`, /** @type {tf.Tensor} */ (named[name])])),
    };
  };
  return {
    batch,
    entries: [...state, ...slots],
    trained: trained.map(({ name }) => name),
    hyper: (/** @type {number} */ step) => update.hyper(step, update.base),
    train,
    valueOf,
    model,
    exact: optimizer.startsWith('sgd'),
    dispose: () => model.dispose(),
  };
}

/**
 * Weights of which none is a special case, as zeros and ones are.
 *
 * @param {string} name
 * @param {NdArray} value
 * @param {number} seed
 * @returns {NdArray}
 */
function disturbed(name, value, seed) {
  // A variance stays above 0.
  if (name.endsWith('variance')) return value;
  const noise = new RandomStreams(seed).normal('weights', 0, value.data.length);
  return {
    ...value,
    data: Float32Array.from(/** @type {Float32Array} */ (value.data), (each, at) => each + 0.1 * Number(noise[at])),
  };
}

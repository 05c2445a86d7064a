import { currentStepContext } from '@lml/core/engine';
import { inputCode, valuesOf } from '../numbers/values.mjs';
import { functionOf, NAMES } from '../ops/functions.mjs';
import { patternCode } from '../patterns/pattern.mjs';
import { modelCode } from './model.mjs';
import { prepare } from './training.mjs';

/** @typedef {import('@lml/core').NdArray} NdArray */

/**
 * A model that is exported, with an input.
 *
 * @typedef {object} Subject
 * @property {string[]} parts
 * @property {string} text its code
 * @property {import('@lml/core').Model} model
 * @property {import('@lml/core').StateEntry[]} state its weights
 * @property {NdArray} input
 * @property {() => void} dispose
 */

/**
 * A pattern of ops as a model: its first input is the model's, the others are weights.
 *
 * @param {{ shape: import('../patterns/stages.mjs').Images, chosen: [string, number][] }} pattern
 * @param {number} seed
 * @returns {Subject}
 */
export function patternSubject(pattern, seed) {
  const { code, inputs, names } = patternCode(pattern);
  const compute = functionOf(code);
  const values = inputs.map((input, index) => valuesOf(input, 'normal', seed + 10 * index));
  const [input, ...weights] = values;
  const state = weights.map((value, index) => ({
    name: String(NAMES[index + 1]),
    shape: value.shape,
    dtype: /** @type {const} */ ('float32'),
    trainable: true,
    value,
  }));
  const model = {
    weights: state.map(({ value: _, ...spec }) => spec),
    getWeights: async () => Object.fromEntries(state.map(({ name, value }) => [name, value])),
    apply: (/** @type {any} */ x) =>
      compute([x, ...state.map(({ name }) => /** @type {any} */ (currentStepContext()).read(name))]),
  };
  const lines = inputs.map((each, index) => `const ${NAMES[index]} = ${inputCode(each, 'normal', seed + 10 * index)};`);
  return {
    parts: names,
    text: [...lines, `${code};`].join('\n'),
    model: /** @type {any} */ (model),
    state,
    input: /** @type {NdArray} */ (input),
    dispose: () => undefined,
  };
}

/**
 * A model of layers.
 *
 * @param {import('./model.mjs').ModelCase} given
 * @param {number} seed
 * @returns {Promise<Subject>}
 */
export async function modelSubject(given, seed) {
  const { code, names, input } = modelCode(given);
  const prepared = await prepare({ code, input, loss: 'mse()', optimizer: 'sgd({ lr: 0.05 })', samples: 2, seed });
  const { model, entries, batch, dispose } = prepared;
  const state = entries.filter(({ name }) => model.weights.some((spec) => spec.name === name));
  await model.setWeights(Object.fromEntries(state.map(({ name, value }) => [name, value])));
  return { parts: [...new Set(names)], text: code, model, state, input: batch.input, dispose };
}

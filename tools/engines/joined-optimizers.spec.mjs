import { ndArray } from '@lml/core';
import * as optimizers from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { onEngine, stepOf } from './engines.mjs';

/** @import { GradientOptimizer, StateEntry } from '@lml/core' */

const NAMES = /** @type {const} */ ([
  ...['adabelief', 'adadelta', 'adagrad', 'adam', 'adamax', 'adamw', 'asgd', 'ftrl', 'lion', 'nadam', 'radam'],
  ...['rmsprop', 'rprop', 'sgd', 'sparseAdam', 'yogi'],
]);

/**
 * The nodes of a compiled update of some parameters.
 *
 * @param {GradientOptimizer} optimizer
 * @param {number} count
 * @returns {Promise<number>}
 */
function nodesOf(optimizer, count) {
  /** @type {StateEntry[]} */
  const parameters = Array.from({ length: count }, (_, index) => ({
    name: `w${index}`,
    shape: [2],
    dtype: 'float32',
    trainable: true,
    value: ndArray([1, 2]),
  }));
  const slots = optimizer.init(parameters);
  const update = stepOf((_batch, context) => {
    const read = (/** @type {readonly StateEntry[]} */ entries) =>
      Object.fromEntries(entries.map(({ name }) => [name, context.read(name)]));
    const before = read(parameters);
    const gradients = Object.fromEntries(Object.entries(before).map(([name, value]) => [name, tf.mul(2, value)]));
    const numbers = Object.keys(optimizer.hyper(0, optimizer.base)).map((name) => [name, context.hyper(name)]);
    const after = optimizer.update(before, gradients, read(slots), Object.fromEntries(numbers));
    for (const [name, value] of Object.entries({ ...after.parameters, ...after.slots })) context.write(name, value);
    return {};
  });
  return onEngine('onnx', [...parameters, ...slots], async (engine) => {
    await engine.run(update, {}, { step: 0, hyper: optimizer.hyper(0, optimizer.base) });
    return /** @type {import('@lml/compiler').CompilingEngine} */ (engine).compilations[0]?.nodes ?? NaN;
  });
}

it.each(NAMES)('An update by %s is compiled for all parameters at once', async (name) => {
  const component = optimizers[name];
  // What more parameters add are their gradients, and how they are put together.
  const added = (await nodesOf(optimizers.sgd(), 12)) - (await nodesOf(optimizers.sgd(), 2));
  for (const options of component.examples) {
    const optimizer = component(/** @type {never} */ (options));
    expect((await nodesOf(optimizer, 12)) - (await nodesOf(optimizer, 2))).toBe(added);
  }
});

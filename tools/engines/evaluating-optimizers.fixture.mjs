import * as tf from '@tensorflow/tfjs';

/** @typedef {import('@lml/core').Optimizer} Optimizer */
/** @typedef {Readonly<Record<string, tf.Tensor>>} Tensors */

/**
 * The same names with what a function gives for each.
 *
 * @param {(...operands: tf.Tensor[]) => tf.Tensor} compute
 * @param {Tensors} first
 * @param {...Tensors} others
 * @returns {Record<string, tf.Tensor>}
 */
const combine = (compute, first, ...others) =>
  Object.fromEntries(
    Object.keys(first).map((name) => [
      name,
      compute(...[first, ...others].map((operand) => /** @type {tf.Tensor} */ (operand[name]))),
    ]),
  );

/** @param {Tensors} tensors @param {string} slot */
const named = (tensors, slot) =>
  Object.fromEntries(Object.entries(tensors).map(([name, value]) => [`${slot}/${name}`, value]));

/** @param {Tensors} slots @param {string} slot */
const own = (slots, slot) =>
  Object.fromEntries(
    Object.entries(slots).flatMap(([name, value]) =>
      name.startsWith(`${slot}/`) ? [[name.slice(slot.length + 1), value]] : [],
    ),
  );

/** @param {tf.Tensor} rate */
const descend =
  (rate) =>
  (/** @type {tf.Tensor[]} */ ...[value, gradient]) =>
    tf.sub(value, tf.mul(rate, gradient));

/**
 * Foret et al., Sharpness-aware minimization, 2021: the gradient a little way up.
 *
 * @returns {Optimizer}
 */
export const sam = ({ lr = 0.125, rho = 0.5 } = {}) => ({
  base: { lr, rho },
  init: () => [],
  hyper: (_step, numbers) => ({ lr: numbers.lr, rho: /** @type {number} */ (numbers['rho']) }),
  update(parameters, gradients, _slots, hyper, { gradientsAt }) {
    const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
    const scale = tf.div(/** @type {tf.Scalar} */ (hyper['rho']), tf.add(tf.sqrt(tf.addN(squares)), 1e-12));
    const up = combine((value, gradient) => tf.add(value, tf.mul(scale, gradient)), parameters, gradients);
    return {
      parameters: combine(descend(/** @type {tf.Scalar} */ (hyper['lr'])), parameters, gradientsAt(up).gradients),
      slots: {},
    };
  },
});

/**
 * Zhang et al., Lookahead optimizer, 2019: k steps forward, one step back. The slow weights are used.
 *
 * @returns {Optimizer}
 */
export const lookahead = ({ lr = 0.125, k = 3, alpha = 0.5 } = {}) => ({
  base: { lr },
  init: (parameters) => parameters.map((entry) => ({ ...entry, name: `slow/${entry.name}`, trainable: false })),
  hyper: (step, numbers) => ({ lr: numbers.lr, back: (step + 1) % k === 0 ? 1 : 0 }),
  update(parameters, gradients, slots, hyper) {
    const fast = combine(descend(/** @type {tf.Scalar} */ (hyper['lr'])), parameters, gradients);
    const back = /** @type {tf.Scalar} */ (hyper['back']);
    const slow = combine(
      (old, value) => tf.add(old, tf.mul(tf.mul(back, alpha), tf.sub(value, old))),
      own(slots, 'slow'),
      fast,
    );
    return {
      parameters: combine((value, old) => tf.add(value, tf.mul(back, tf.sub(old, value))), fast, slow),
      slots: named(slow, 'slow'),
    };
  },
  evaluationParameters: (_parameters, slots) => own(slots, 'slow'),
});

/**
 * Defazio et al., The road less scheduled, 2024: gradients at y, steps of z, and x, their mean, is used.
 *
 * @returns {Optimizer}
 */
export const scheduleFree = ({ lr = 0.125, beta = 0.75 } = {}) => {
  const mean = (/** @type {Tensors} */ y, /** @type {Tensors} */ z) =>
    combine((one, other) => tf.div(tf.sub(one, tf.mul(1 - beta, other)), beta), y, z);
  return {
    base: { lr },
    init: (parameters) => parameters.map((entry) => ({ ...entry, name: `z/${entry.name}`, trainable: false })),
    hyper: (step, numbers) => ({ lr: numbers.lr, c: 1 / (step + 1) }),
    update(parameters, gradients, slots, hyper) {
      const before = own(slots, 'z');
      const z = combine(descend(/** @type {tf.Scalar} */ (hyper['lr'])), before, gradients);
      const c = /** @type {tf.Scalar} */ (hyper['c']);
      const x = combine((old, value) => tf.add(old, tf.mul(c, tf.sub(value, old))), mean(parameters, before), z);
      const y = combine((value, averaged) => tf.add(value, tf.mul(beta, tf.sub(averaged, value))), z, x);
      return { parameters: y, slots: named(z, 'z') };
    },
    evaluationParameters: (parameters, slots) => mean(parameters, own(slots, 'z')),
  };
};

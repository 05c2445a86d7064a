import { valueAndGradients } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** @typedef {(inputs: readonly tf.Tensor[]) => tf.Tensor} Compute */

/** What the inputs are called in code. */
export const NAMES = [...'abcdefghijklmnop'];

/**
 * A function of tensors, from its code: what is printed is what was run.
 *
 * @param {string} code
 * @returns {Compute}
 */
export function functionOf(code) {
  const run = new Function('tf', ...NAMES, `return ${code};`);
  return (inputs) => run(tf, ...inputs);
}

/**
 * `Σ y · weights`, of which gradients are taken.
 *
 * @param {Compute} compute
 * @param {readonly tf.Tensor[]} inputs
 * @param {tf.Tensor} weights
 * @returns {tf.Scalar}
 */
export function weighted(compute, inputs, weights) {
  return tf.sum(tf.mul(compute(inputs), weights));
}

/**
 * The gradients of the weighted sum with respect to some inputs.
 *
 * @param {Compute} compute
 * @param {readonly tf.Tensor[]} inputs
 * @param {readonly number[]} positions of the inputs
 * @param {tf.Tensor} weights
 */
export function gradientsOf(compute, inputs, positions, weights) {
  const parameters = positions.map((position) => /** @type {tf.Tensor} */ (inputs[position]));
  return valueAndGradients(() => weighted(compute, inputs, weights), parameters).gradients;
}

/**
 * `Σ g · directions` of these gradients `g`, whose gradients are the second ones.
 *
 * @param {Compute} compute
 * @param {readonly tf.Tensor[]} inputs
 * @param {readonly number[]} positions
 * @param {tf.Tensor} weights
 * @param {readonly tf.Tensor[]} directions
 * @returns {tf.Scalar}
 */
export function slopeAlong(compute, inputs, positions, weights, directions) {
  const gradients = gradientsOf(compute, inputs, positions, weights);
  return tf.addN(
    gradients.map((gradient, index) => tf.sum(tf.mul(gradient, /** @type {tf.Tensor} */ (directions[index])))),
  );
}

import * as tf from '@tensorflow/tfjs';

import { sumTo, type Attributes, type GradientRepair } from './repair.js';

/**
 * Values that are equal and extreme share the gradient evenly, as with PyTorch's `amax`: TensorFlow.js gives each of them
 * all of it, so that the gradient is too large by their number.
 */
const ofAxes =
  (axesOf: (attributes: Attributes) => number | number[]): GradientRepair['gradient'] =>
  (dy, [x, y], attributes) => ({
    x: () => {
      const axes = tf.util.parseAxisParam(axesOf(attributes), x!.shape);
      const kept = x!.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const isExtreme = tf.cast(tf.equal(x!, tf.reshape(y!, kept)), 'float32');
      const share = tf.div(tf.reshape(dy, kept), tf.sum(isExtreme, axes, true));
      return tf.mul(share, isExtreme);
    },
  });

type Compare = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Equal values of two tensors have half the gradient each. What was broadcast is added up, which TensorFlow.js forgets. */
const ofTwo =
  (wins: Compare, winsOrTies: Compare): GradientRepair['gradient'] =>
  (dy, [a, b]) => {
    const half = (one: tf.Tensor, other: tf.Tensor): tf.Tensor => {
      const points = tf.add(tf.cast(wins(one, other), 'float32'), tf.cast(winsOrTies(one, other), 'float32'));
      return sumTo(tf.mul(dy, tf.mul(points, 0.5)), one.shape);
    };
    return { a: () => half(a!, b!), b: () => half(b!, a!) };
  };

/** Gradients of the largest and the smallest. */
export const extremes: readonly GradientRepair[] = [
  {
    kernel: tf.Max,
    inputs: ['x'],
    outputs: [true],
    gradient: ofAxes(({ reductionIndices }) => reductionIndices as number[]),
  },
  { kernel: tf.Min, inputs: ['x'], outputs: [true], gradient: ofAxes(({ axis }) => axis as number[]) },
  { kernel: tf.Maximum, inputs: ['a', 'b'], gradient: ofTwo(tf.greater, tf.greaterEqual) },
  { kernel: tf.Minimum, inputs: ['a', 'b'], gradient: ofTwo(tf.less, tf.lessEqual) },
];

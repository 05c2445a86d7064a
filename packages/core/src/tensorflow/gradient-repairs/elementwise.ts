import * as tf from '@tensorflow/tfjs';

import { kernel, sumTo, type GradientRepair } from './repair.js';

/** Gradients of functions that compute each number for itself. */
export const elementwise: readonly GradientRepair[] = [
  {
    // TensorFlow.js gives -1 at zero, so that a penalty on zeros moves them.
    kernel: tf.Abs,
    inputs: ['x'],
    gradient: (dy, [x]) => ({ x: () => tf.mul(dy, tf.sign(tf.cast(x!, 'float32'))) }),
  },
  {
    // TensorFlow.js multiplies by the condition, so that NaN and infinity flow into what was not chosen.
    kernel: tf.Select,
    inputs: ['condition'],
    gradient: (dy, [condition]) => ({
      condition: () => tf.zeros(condition!.shape),
      t: () => tf.where(condition!, dy, tf.zerosLike(dy)),
      e: () => tf.where(condition!, tf.zerosLike(dy), dy),
    }),
  },
  {
    kernel: tf.SquaredDifference,
    inputs: ['a', 'b'],
    gradient(dy, [a, b]) {
      const of = (one: tf.Tensor, other: tf.Tensor): tf.Tensor =>
        sumTo(tf.mul(dy, tf.mul(2, tf.sub(one, other))), one.shape);
      return { a: () => of(a!, b!), b: () => of(b!, a!) };
    },
  },
  {
    // At 0⁰ TensorFlow.js multiplies 0 by 1 / 0.
    kernel: tf.Pow,
    inputs: ['a', 'b'],
    outputs: [true],
    gradient: (dy, [base, exponent, power]) => ({
      a() {
        const n = tf.cast(exponent!, 'float32');
        const less = tf.where(tf.equal(n, 0), tf.onesLike(n), tf.sub(n, 1));
        return sumTo(tf.mul(dy, tf.mul(n, tf.pow(base!, less))), base!.shape);
      },
      b() {
        const isPositive = tf.greater(base!, 0);
        const logarithm = tf.log(tf.where(isPositive, base!, tf.onesLike(base!)));
        return sumTo(tf.mul(dy, tf.mul(power!, logarithm)), exponent!.shape);
      },
    }),
  },
  {
    // TensorFlow.js takes it for a division, where a backend gives its result as float32.
    kernel: tf.FloorDiv,
    inputs: ['a', 'b'],
    gradient: (_, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }),
  },
  {
    kernel: tf.EluGrad,
    inputs: ['dy', 'y'],
    gradient: (dd, [dy, y]) => ({
      dy: () => kernel(tf.EluGrad, { dy: dd, y: y! }),
      y: () => tf.where(tf.greaterEqual(y!, 0), tf.zerosLike(dd), tf.mul(dd, dy!)),
    }),
  },
];

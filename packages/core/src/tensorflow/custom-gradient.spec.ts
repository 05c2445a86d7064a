import * as tf from '@tensorflow/tfjs';

import { runDifferentiable } from './custom-gradient.js';
import { valueAndGradients } from './gradients.js';

/** x² and x³, of which x² is saved as it is. */
const powers = (given: tf.Tensor): tf.Tensor[] =>
  runDifferentiable('powers', [given], {
    forward([x]) {
      const square = tf.square(x!);
      return { outputs: [square, tf.mul(square, x!)], saved: [square] };
    },
    backward: ([ofSquare, ofCube], [x], [square]) => [
      tf.add(tf.mul(ofSquare!, tf.mul(2, x!)), tf.mul(ofCube!, tf.mul(3, square!))),
    ],
  });

const sum = (...given: tf.Tensor[]): tf.Tensor[] =>
  runDifferentiable('sum', given, {
    forward: ([x, y, z]) => ({ outputs: [tf.addN([x!, y!, z!]), x!, x!], saved: [] }),
    backward: ([gradient]) => [gradient, gradient, gradient],
  });

const numbers = async (tensors: readonly tf.Tensor[]): Promise<number[]> =>
  (await Promise.all(tensors.map((tensor) => tensor.data()))).map((data) => data[0]!);

describe('runDifferentiable', () => {
  it('takes the gradient that it is given, of each output', async () => {
    const gradients = [0, 1].map((which) => tf.grad((x) => powers(x)[which]!)(tf.scalar(3)));
    expect(await numbers([...powers(tf.scalar(3)), ...gradients])).toEqual([9, 27, 6, 27]);
  });

  it('may be differentiated twice, through what it saved too', async () => {
    const second = tf.grad((x) => tf.grad((y) => powers(y)[1]!)(x));
    expect(await numbers([second(tf.scalar(3))])).toEqual([18]);
  });

  it('may hand an input on as its output, and a gradient to several inputs', async () => {
    const [x, y, z] = [tf.scalar(1), tf.scalar(2), tf.scalar(3)];
    const outputs = sum(x, y, z);
    tf.dispose(outputs.slice(1));
    expect(await numbers([outputs[0]!, x])).toEqual([6, 1]);
    // Each input is used outside too, so that its gradients are added up, and those added are freed.
    const gradients = tf.grads((a, b, c) => tf.addN([a, b, c, sum(a, b, c)[0]!]))([x, y, z]);
    expect(await numbers(gradients)).toEqual([2, 2, 2]);
  });

  it('keeps no tensors after an error, on the way there or back', () => {
    const fail = (): never => {
      throw new Error('inside');
    };
    const pass = (): void => undefined;
    const failing = (given: tf.Tensor, there: () => void, back: () => void): tf.Tensor[] =>
      runDifferentiable('failing', [given], {
        forward([x]) {
          const square = tf.square(x!);
          there();
          return { outputs: [square], saved: [square] };
        },
        backward([gradient]) {
          const result = tf.neg(gradient!);
          back();
          return [result];
        },
      });
    const x = tf.scalar(3);
    const before = tf.memory().numTensors;
    for (const [there, back] of [
      [fail, pass],
      [pass, fail],
    ] as const) {
      const compute = (): tf.Scalar => tf.square(failing(x, there, back)[0]!) as tf.Scalar;
      expect(() => tf.tidy(() => valueAndGradients(compute, [x]).gradients)).toThrow('inside');
      expect(tf.memory().numTensors).toBe(before);
    }
    x.dispose();
  });
});

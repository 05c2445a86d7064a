import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { expectSame, expectTrueGradients, normal, tensor, type Outputs, type Values } from './composites.fixture.js';
import { gru } from './gru.js';
import type { RecurrentActivation } from './recurrence.js';

const [BATCH, SIZE, UNITS] = [2, 3, 2];

function inputsFor(time: number, deviation = 0.7): Values[] {
  return [
    normal(1, [BATCH, time, SIZE]),
    normal(2, [SIZE, 3 * UNITS], 0, deviation),
    normal(3, [UNITS, 3 * UNITS], 0, deviation),
    normal(4, [3 * UNITS], 0, deviation),
    normal(5, [BATCH, UNITS]),
  ];
}

const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.clipByValue(tf.add(0.5, tf.mul(0.2, x)), 0, 1);

/** Step by step, in plain ops. */
const plain =
  (recurrentActivation: RecurrentActivation): Outputs =>
  (x, kernel, recurrentKernel, bias, h0) => {
    const open = recurrentActivation === 'sigmoid' ? tf.sigmoid : hardSigmoid;
    const [rz, rr, rg] = tf.split(recurrentKernel, 3, 1);
    let h = h0;
    // TensorFlow.js's gradient of unstack fails for one time.
    const all = Array.from({ length: x.shape[1]! }, (_, t) => {
      const input = tf.squeeze(tf.slice(x, [0, t, 0], [-1, 1, -1]), [1]);
      const [xz, xr, xg] = tf.split(tf.add(tf.matMul(input, kernel), bias), 3, 1);
      const z = open(tf.add(xz!, tf.matMul(h, rz!)));
      const r = open(tf.add(xr!, tf.matMul(h, rr!)));
      const g = tf.tanh(tf.add(xg!, tf.matMul(tf.mul(r, h), rg!)));
      h = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), g));
      return h;
    });
    return [tf.stack(all, 1), h];
  };
const own =
  (recurrentActivation: RecurrentActivation): Outputs =>
  (x, kernel, recurrentKernel, bias, initialHidden) => {
    const options = { recurrentActivation, initialHidden };
    const { sequence, hidden } = gru(x, { kernel, recurrentKernel, bias }, options);
    return [sequence, hidden];
  };

describe.each<RecurrentActivation>(['sigmoid', 'hardSigmoid'])('gru with %s', (activation) => {
  it.each([1, 2, 5])('has the values and gradients of its parts, over %p times', async (time) => {
    await expectSame(own(activation), plain(activation), inputsFor(time));
  });

  it('has true gradients', async () => {
    await expectTrueGradients(own(activation), inputsFor(3, 0.4));
  });

  it('has the gradient of each output by itself', async () => {
    for (const index of [0, 1]) {
      const one =
        (all: Outputs): Outputs =>
        (...inputs) => [all(...inputs)[index]!];
      await expectSame(one(own(activation)), one(plain(activation)), inputsFor(3));
    }
  });
});

describe('gru', () => {
  it('saturates hard sigmoids, with gradient zero', async () => {
    const inputs = inputsFor(4).with(3, { shape: [3 * UNITS], data: [9, -9, 9, -9, 0, 0] });
    await expectSame(own('hardSigmoid'), plain('hardSigmoid'), inputs);
  });

  it('starts from zeros, without bias and with sigmoids, unless told otherwise', async () => {
    const [x, kernel, recurrentKernel] = inputsFor(3) as [Values, Values, Values];
    await expectSame(
      (a, k, r) => Object.values(gru(a, { kernel: k, recurrentKernel: r })),
      (a, k, r) => plain('sigmoid')(a, k, r, tf.zeros([3 * UNITS]), tf.zeros([BATCH, UNITS])),
      [x, kernel, recurrentKernel],
    );
  });

  it('refuses what does not fit', () => {
    const [x, kernel, recurrentKernel] = inputsFor(3).map(tensor) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const weights = { kernel, recurrentKernel };
    const code = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => gru(tf.zeros([BATCH, 3, SIZE + 1]), weights)).toThrow(code);
    expect(() => gru(x, { ...weights, bias: tf.zeros([UNITS]) })).toThrow(code);
    expect(() => gru(x, weights, { initialHidden: tf.zeros([1, UNITS]) })).toThrow(code);
    const tanh = 'tanh' as unknown as RecurrentActivation;
    expect(() => gru(x, weights, { recurrentActivation: tanh })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });

  it('is a composite that engines know by name', () => {
    expect(composites().has('gru')).toBe(true);
  });
});

import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { expectSame, expectTrueGradients, normal, tensor, type Outputs, type Values } from './composites.fixture.js';
import { lstm } from './lstm.js';
import type { RecurrentActivation } from './recurrence.js';

const [BATCH, SIZE, UNITS] = [2, 3, 2];

function inputsFor(time: number, deviation = 0.7): Values[] {
  return [
    normal(1, [BATCH, time, SIZE]),
    normal(2, [SIZE, 4 * UNITS], 0, deviation),
    normal(3, [UNITS, 4 * UNITS], 0, deviation),
    normal(4, [4 * UNITS], 0, deviation),
    normal(5, [BATCH, UNITS]),
    normal(6, [BATCH, UNITS]),
  ];
}

const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.clipByValue(tf.add(0.5, tf.mul(0.2, x)), 0, 1);

/** Step by step, in plain ops. */
const plain =
  (recurrentActivation: RecurrentActivation): Outputs =>
  (x, kernel, recurrentKernel, bias, h0, c0) => {
    const open = recurrentActivation === 'sigmoid' ? tf.sigmoid : hardSigmoid;
    let [h, c] = [h0, c0];
    // TensorFlow.js's gradient of unstack fails for one time.
    const all = Array.from({ length: x.shape[1]! }, (_, t) => {
      const input = tf.squeeze(tf.slice(x, [0, t, 0], [-1, 1, -1]), [1]);
      const flow = tf.addN([
        tf.matMul(input, kernel),
        tf.matMul(h, recurrentKernel),
        tf.tile(bias.reshape([1, -1]), [BATCH, 1]),
      ]);
      const [i, f, g, o] = tf.split(flow, 4, 1);
      c = tf.add(tf.mul(open(f!), c), tf.mul(open(i!), tf.tanh(g!)));
      h = tf.mul(open(o!), tf.tanh(c));
      return h;
    });
    return [tf.stack(all, 1), h, c];
  };
const own =
  (recurrentActivation: RecurrentActivation): Outputs =>
  (x, kernel, recurrentKernel, bias, initialHidden, initialCell) => {
    const options = { recurrentActivation, initialHidden, initialCell };
    const { sequence, hidden, cell } = lstm(x, { kernel, recurrentKernel, bias }, options);
    return [sequence, hidden, cell];
  };

describe.each<RecurrentActivation>(['sigmoid', 'hardSigmoid'])('lstm with %s', (activation) => {
  it.each([1, 2, 5])('has the values and gradients of its parts, over %p times', async (time) => {
    await expectSame(own(activation), plain(activation), inputsFor(time));
  });

  it('has true gradients', async () => {
    await expectTrueGradients(own(activation), inputsFor(3, 0.4));
  });

  it('has the gradient of each output by itself', async () => {
    for (const index of [0, 1, 2]) {
      const one =
        (all: Outputs): Outputs =>
        (...inputs) => [all(...inputs)[index]!];
      await expectSame(one(own(activation)), one(plain(activation)), inputsFor(3));
    }
  });
});

describe('lstm', () => {
  it('saturates hard sigmoids, with gradient zero', async () => {
    const inputs = inputsFor(4).with(3, { shape: [4 * UNITS], data: [9, -9, 9, 9, 0, 0, 9, -9] });
    await expectSame(own('hardSigmoid'), plain('hardSigmoid'), inputs);
  });

  it('starts from zeros, without bias and with sigmoids, unless told otherwise', async () => {
    const [x, kernel, recurrentKernel] = inputsFor(3) as [Values, Values, Values];
    const zeros = (): [tf.Tensor, tf.Tensor, tf.Tensor] => [
      tf.zeros([4 * UNITS]),
      tf.zeros([BATCH, UNITS]),
      tf.zeros([BATCH, UNITS]),
    ];
    await expectSame(
      (a, k, r) => Object.values(lstm(a, { kernel: k, recurrentKernel: r })),
      (a, k, r) => plain('sigmoid')(a, k, r, ...zeros()),
      [x, kernel, recurrentKernel],
    );
  });

  it('refuses what does not fit', () => {
    const [x, kernel, recurrentKernel, bias] = inputsFor(3).map(tensor) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const weights = { kernel, recurrentKernel, bias };
    const code = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => lstm(tf.zeros([BATCH, 3, SIZE + 1]), weights)).toThrow(code);
    expect(() => lstm(tf.zeros([BATCH, SIZE]), weights)).toThrow(code);
    expect(() => lstm(tf.zeros([BATCH, 0, SIZE]), weights)).toThrow(code);
    expect(() => lstm(x, { ...weights, bias: tf.zeros([UNITS]) })).toThrow(code);
    expect(() => lstm(x, { ...weights, recurrentKernel: kernel })).toThrow(code);
    expect(() => lstm(x, weights, { initialCell: tf.zeros([1, UNITS]) })).toThrow(code);
    const tanh = 'tanh' as unknown as RecurrentActivation;
    expect(() => lstm(x, weights, { recurrentActivation: tanh })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });

  it('is a composite that engines know by name', () => {
    expect(composites().has('lstm')).toBe(true);
  });
});

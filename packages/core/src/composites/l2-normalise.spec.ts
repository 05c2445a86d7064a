import * as tf from '@tensorflow/tfjs';

import { l2Normalise } from './l2-normalise.js';

describe('l2Normalise', () => {
  it('gives rows of length one', () => {
    const rows = l2Normalise(
      tf.tensor2d([
        [3, 4],
        [-1e-6, 0],
        [0, 1e18],
      ]),
    );
    expect(rows.arraySync()).toEqual([
      [expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)],
      [-1, 0],
      [0, 1],
    ]);
  });

  it('has the gradient of x / ‖x‖', () => {
    const gradient = tf.grad(l2Normalise)(tf.tensor2d([[3, 4]]), tf.tensor2d([[1, 0]]));
    // (1 − 0.6²) / 5 and −0.6 · 0.8 / 5
    expect(gradient.arraySync()).toEqual([[expect.closeTo(0.128, 6), expect.closeTo(-0.096, 6)]]);
  });

  it('leaves a row without a direction at zero, with gradient zero', () => {
    const rows = tf.tensor2d([
      [0, 0],
      [1e-13, 0],
    ]);
    expect(l2Normalise(rows).arraySync()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(
      tf
        .grad(l2Normalise)(rows, tf.ones([2, 2]))
        .arraySync(),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

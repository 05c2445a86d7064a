import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import type { StateEntry } from '../steps/state.js';
import { parameterwiseOptimizer } from './parameterwise-optimizer.js';

const kernel: StateEntry = {
  name: 'dense/kernel',
  shape: [2, 2],
  dtype: 'float32',
  trainable: true,
  value: ndArray([
    [1, 2],
    [3, 4],
  ]),
};
const scale: StateEntry = { name: 'scale', shape: [], dtype: 'float32', trainable: true, value: ndArray(1) };

/** Sums of the rows of gradients, for what has rows; each step is what is remembered. */
const rows = parameterwiseOptimizer({
  base: { lr: 0.5 },
  slots: ({ shape }) => (shape.length === 2 ? { sums: [shape[0]!, 1] } : {}),
  hyper: (_step, { lr }) => ({ lr }),
  update: (parameter, gradient, { sums }, { lr }) => {
    const next = sums === undefined ? gradient : tf.add(sums, tf.sum(gradient, 1, true));
    return { parameter: tf.sub(parameter, tf.mul(lr, next)), ...(sums !== undefined && { sums: next }) };
  },
});

describe('parameterwiseOptimizer', () => {
  it('has slots by the shape of a parameter', () => {
    expect(rows.init([kernel, scale])).toEqual([
      {
        name: 'sums/dense/kernel',
        shape: [2, 1],
        dtype: 'float32',
        trainable: false,
        value: { dtype: 'float32', shape: [2, 1], data: new Float32Array(2) },
      },
    ]);
  });

  it('gives the rule each parameter with its own slots', async () => {
    const parameters = { 'dense/kernel': tf.tensor2d([1, 2, 3, 4], [2, 2]), scale: tf.scalar(1) };
    const gradients = { 'dense/kernel': tf.tensor2d([1, 1, 2, 2], [2, 2]), scale: tf.scalar(4) };
    const slots = { 'sums/dense/kernel': tf.tensor2d([2, 4], [2, 1]) };
    const updated = rows.update(parameters, gradients, slots, { lr: tf.scalar(0.5) });
    expect(Object.keys(updated.slots)).toEqual(['sums/dense/kernel']);
    expect(await updated.slots['sums/dense/kernel']!.array()).toEqual([[4], [8]]);
    expect(await updated.parameters['dense/kernel']!.array()).toEqual([
      [-1, 0],
      [-1, 0],
    ]);
    expect(await updated.parameters['scale']!.array()).toBe(-1);
  });
});

import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { rowsMetric } from './rows-metric.js';

const widest = (reduction: 'mean' | 'sum' | 'none') =>
  rowsMetric({
    name: 'widest',
    traits: { higherIsBetter: undefined },
    on: 'output',
    reduction,
    values: ({ prediction, target }) => tf.max(tf.sub(prediction, target), -1),
  });

const ROWS = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 9], [2, 2, 2]);

describe('rowsMetric', () => {
  it.each([
    ['sum', 3 * (2 + 4) + (6 + 9)],
    ['mean', (3 * (2 + 4) + (6 + 9)) / 8],
  ] as const)('weighs the rows of a sample in a %s', async (reduction, expected) => {
    const state = new MetricState(widest(reduction));
    await state.update(ROWS, tf.zerosLike(ROWS), { weight: [3, 1] });
    expect(state.compute()).toBe(expected);
  });

  it('keeps one value a row, and none of an empty batch', async () => {
    const state = new MetricState(widest('none'));
    await state.update(ROWS, tf.zerosLike(ROWS));
    await state.update(tf.zeros([0, 2, 2]), tf.zeros([0, 2, 2]));
    expect(state.compute()).toMatchObject({ shape: [4], data: Float64Array.of(2, 4, 6, 9) });
  });

  it('refuses what is no rows', async () => {
    for (const reduction of ['mean', 'none'] as const) {
      const state = new MetricState(widest(reduction));
      await expect(state.update([1, 2], [1, 2])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    }
  });
});

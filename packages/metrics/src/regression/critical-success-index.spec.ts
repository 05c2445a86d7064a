import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { criticalSuccessIndex } from './critical-success-index.js';

describe('criticalSuccessIndex', () => {
  it('counts the entries of a sequence over all batches, an empty one too', async () => {
    const state = new MetricState(criticalSuccessIndex({ threshold: 1, keepSequenceDim: 1 }));
    await state.update(
      [
        [1, 0],
        [1, 2],
      ],
      [
        [1, 1],
        [0, 2],
      ],
    );
    await state.update(tf.zeros([0, 2]), tf.zeros([0, 2]));
    await state.update([[1, 0]], [[1, 0]]);
    expect(state.compute()).toMatchObject({ shape: [2], data: Float64Array.of(2 / 3, 1 / 2) });
  });

  it('refuses sequences of different lengths', async () => {
    const state = new MetricState(criticalSuccessIndex({ threshold: 1, keepSequenceDim: 1 }));
    await state.update([[1, 0]], [[1, 1]]);
    await expect(state.update([[1, 0, 1]], [[1, 1, 1]])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });
});

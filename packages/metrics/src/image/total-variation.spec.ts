import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { totalVariation } from './total-variation.js';

describe('totalVariation', () => {
  it('does not look at a target, and not across channels', async () => {
    const state = new MetricState(totalVariation());
    await state.update(tf.tile(tf.tensor4d([0, 100], [1, 1, 1, 2]), [2, 3, 4, 1]));
    expect(state.compute()).toBe(0);
  });

  it('of a ramp is its height on each line', async () => {
    const state = new MetricState(totalVariation({ reduction: 'mean' }));
    await state.update(tf.tile(tf.reshape(tf.range(0, 5), [1, 5, 1, 1]), [3, 1, 7, 1]));
    expect(state.compute()).toBe(4 * 7);
  });

  it('keeps one score an image, and none of no images', async () => {
    const state = new MetricState(totalVariation({ reduction: 'none' }));
    await state.update([[[[1], [3]]], [[[5], [5]]]]);
    await state.update(tf.zeros([0, 1, 2, 1]));
    expect(state.compute()).toMatchObject({ shape: [2], data: Float64Array.of(2, 0) });
  });
});

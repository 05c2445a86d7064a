import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { runningSum } from './running-sum.js';

it('runningSum has one batch in a window of one, whatever its weights, and no place for one of nothing', async () => {
  const state = new MetricState(runningSum({ window: 1 }));
  await state.update([1, 2]);
  await state.update([3, 4], undefined, { weight: [0, 5] });
  await state.update(tf.zeros([0]));
  expect(state.compute()).toBe(7);
});

import { MetricState } from '@lml/core';

import { negativePredictiveValue } from './negative-predictive-value.js';
import { precision } from './precision.js';

describe('negativePredictiveValue', () => {
  it('is the precision of label 0', async () => {
    const metrics = [negativePredictiveValue({ task: 'binary' }), precision({ task: 'binary' })];
    const [own, other] = metrics.map((one) => new MetricState(one));
    await own!.update([1, 0, 1, 0, 0], [1, 0, 0, 1, 0]);
    await other!.update([0, 1, 0, 1, 1], [0, 1, 1, 0, 1]);
    expect(own!.compute()).toBe(other!.compute());
  });

  it('asks for the number of classes', async () => {
    const state = new MetricState(negativePredictiveValue({ task: 'multiclass' }));
    await expect(state.update([4, 7], [4, 1])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});

import { MetricState } from '@lml/core';

import { weightedMeanAbsolutePercentageError } from './weighted-mean-absolute-percentage-error.js';

describe('weightedMeanAbsolutePercentageError', () => {
  it('divides sums, not samples, and counts a sample as often as its weight', async () => {
    const state = new MetricState(weightedMeanAbsolutePercentageError());
    await state.update([0, 3], [1, 1], { weight: [2, 1] });
    await state.update([5], [5]);
    expect(state.compute()).toBe(4 / 8);
  });
});

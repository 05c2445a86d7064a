import { MetricState } from '@lml/core';

import { r2Score } from './r2-score.js';

describe('r2Score', () => {
  it('is not defined for one sample, also where its weight is above 1', async () => {
    const state = new MetricState(r2Score());
    await state.update([1], [2], { weight: [5] });
    expect(state.compute()).toBeNaN();
    await state.update([2], [2], { weight: [0.25] });
    expect(state.compute()).toBe(0);
  });

  it('falls back to the plain score where there are more regressors than samples', async () => {
    for (const adjusted of [0, 3, 4]) {
      const state = new MetricState(r2Score({ adjusted }));
      await state.update([1, 2, 3, 5], [1, 2, 3, 4]);
      expect(state.compute()).toBeCloseTo(0.8, 6);
    }
  });
});

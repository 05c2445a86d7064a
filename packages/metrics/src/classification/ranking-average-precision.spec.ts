import { MetricState } from '@lml/core';

import { rankingAveragePrecision } from './ranking-average-precision.js';

describe('rankingAveragePrecision', () => {
  it('takes labels of equal scores to be above one another', async () => {
    const state = new MetricState(rankingAveragePrecision());
    await state.update([[0.5, 0.5, 0.5, 0.25]], [[1, 1, 0, 0]]); // prettier-ignore
    expect(state.compute()).toBe(Math.fround(2 / 3));
  });
});

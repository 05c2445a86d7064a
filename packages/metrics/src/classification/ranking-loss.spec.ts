import { MetricState } from '@lml/core';

import { rankingLoss } from './ranking-loss.js';

describe('rankingLoss', () => {
  it('counts a pair of equal scores as wrong, whichever label comes first', async () => {
    const state = new MetricState(rankingLoss());
    await state.update([[0.5, 0.5], [0.5, 0.5], [2, 1]], [[1, 0], [0, 1], [1, 1]]); // prettier-ignore
    expect(state.compute()).toBe(2 / 3);
  });
});

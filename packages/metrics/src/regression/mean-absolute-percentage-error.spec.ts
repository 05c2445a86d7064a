import { MetricState } from '@lml/core';

import { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';

describe('meanAbsolutePercentageError', () => {
  it('takes the size of negative targets, and weighs samples', async () => {
    const state = new MetricState(meanAbsolutePercentageError());
    await state.update([-1, 3], [-2, 2], { weight: [3, 1] });
    expect(state.compute()).toBe(0.5);
  });
});

import { MetricState } from '@lml/core';

import { normalizedRootMeanSquaredError } from './normalized-root-mean-squared-error.js';

describe('normalizedRootMeanSquaredError', () => {
  it('looks for the range among targets of some weight, in all batches', async () => {
    const state = new MetricState(normalizedRootMeanSquaredError({ normalization: 'range' }));
    await state.update([5, 0, 7], [3, 100, 7], { weight: [1, 0, 1] });
    await state.update([-1, 4], [-1, 4]);
    expect(state.compute()).toBeCloseTo(1 / 8, 6);
  });
});

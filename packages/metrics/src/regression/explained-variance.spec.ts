import { MetricState } from '@lml/core';

import { explainedVariance } from './explained-variance.js';

describe('explainedVariance', () => {
  it('is perfect where errors are equal, over batches too', async () => {
    const state = new MetricState(explainedVariance());
    await state.update([1.5, 2.5], [1, 2]);
    await state.update([7.5], [7]);
    expect(state.compute()).toBe(1);
  });
});

import { MetricState } from '@lml/core';

import { klDivergence } from './kl-divergence.js';

describe('klDivergence', () => {
  it('takes the prediction for P, and divides rows by their sums', async () => {
    const state = new MetricState(klDivergence());
    await state.update([[2, 0]], [[1, 3]]);
    expect(state.compute()).toBeCloseTo(Math.log(4), 6);
  });

  it('is infinite where only Q has no probability, and takes any logarithm', async () => {
    const state = new MetricState(klDivergence({ reduction: 'none' }));
    await state.update([[0.5, 0.5]], [[1, 0]]);
    expect(state.compute()).toMatchObject({ data: Float64Array.of(Infinity) });
    const logarithms = new MetricState(klDivergence({ logProb: true }));
    await logarithms.update([[-Math.LN2, -Math.LN2]], [[-Math.LN2, -Math.LN2]]);
    expect(logarithms.compute()).toBe(0);
  });
});

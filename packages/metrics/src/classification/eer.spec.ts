import { MetricState } from '@lml/core';

import { eer } from './eer.js';

describe('eer', () => {
  it('takes the first of points at which the rates differ equally', async () => {
    const state = new MetricState(eer({ task: 'binary' }));
    // Rates (0, 1/3) and (1/3, 0) lie equally far from each other.
    await state.update([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [1, 1, 0, 1, 0, 0]);
    expect(state.compute()).toBeCloseTo(1 / 3);
    const far = new MetricState(eer({ task: 'binary', thresholds: [0.65, 0.75] }));
    await far.update([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [1, 1, 1, 0, 0, 0]);
    expect(far.compute()).toBe(0);
  });
});

import { MetricState } from '@lml/core';

import { matthewsCorrCoef } from './matthews-corr-coef.js';

describe('matthewsCorrCoef', () => {
  it('is the same for two classes as for one score', async () => {
    const states = [{ task: 'binary' as const }, { numClasses: 2 }].map(
      (one) => new MetricState(matthewsCorrCoef(one)),
    );
    for (const state of states) await state.update([1, 0, 0, 1, 0], [1, 0, 1, 0, 0]);
    expect(states[0]!.compute()).toBeCloseTo(1 / 6);
    expect(states[1]!.compute()).toBe(states[0]!.compute());
  });

  it('is 0 where nothing was counted', () => {
    expect(new MetricState(matthewsCorrCoef({ task: 'binary' })).compute()).toBe(0);
  });

  it('keeps its digits over many samples', async () => {
    const state = new MetricState(matthewsCorrCoef({ task: 'binary' }));
    await state.update([1, 0], [1, 0]);
    const counts = { dtype: 'float64' as const, shape: [1, 2, 2], data: Float64Array.of(3e9, 1e9, 1e9, 3e9) };
    state.merge({ ...state.values, counts });
    expect(state.compute()).toBeCloseTo(0.5, 6);
  });
});

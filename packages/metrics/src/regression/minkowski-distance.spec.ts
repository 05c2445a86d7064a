import { MetricState } from '@lml/core';

import { minkowskiDistance } from './minkowski-distance.js';

describe('minkowskiDistance', () => {
  it('counts a sample as often as its weight', async () => {
    const state = new MetricState(minkowskiDistance({ p: 2 }));
    await state.update([3, 0], [0, 2], { weight: [1, 4] });
    expect(state.compute()).toBe(5);
  });
});

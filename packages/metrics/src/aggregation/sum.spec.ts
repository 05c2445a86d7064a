import { MetricState } from '@lml/core';

import { sum } from './sum.js';

describe('sum', () => {
  it('counts each value once, whatever the weights', async () => {
    const state = new MetricState(sum());
    await state.update([[1, 2], [3, 4]], undefined, { weight: [0, 9] }); // prettier-ignore
    expect(state.compute()).toBe(10);
  });

  it('loses no digits over many batches', async () => {
    const state = new MetricState(sum());
    await state.update(2 ** 24);
    for (let batch = 0; batch < 5; batch++) await state.update(1);
    expect(state.compute()).toBe(2 ** 24 + 5);
  });
});

import { MetricState } from '@lml/core';

import { min } from './min.js';

describe('min', () => {
  it('is that of merged parts, and of nothing the number that any other replaces', async () => {
    const [state, other] = [new MetricState(min()), new MetricState(min())];
    expect(state.compute()).toBe(Infinity);
    await state.update([-2]);
    await other.update([
      [5, -3],
      [5, -3],
    ]);
    state.merge(other.values);
    expect(state.compute()).toBe(-3);
    state.merge(new MetricState(min()));
    expect(state.clone().compute()).toBe(-3);
  });

  it('is NaN where NaN is let through, also of another part', async () => {
    const [state, other] = [new MetricState(min({ nanStrategy: 'disable' })), new MetricState(min())];
    await state.update([-2]);
    await other.update([NaN, 1]);
    state.merge(other);
    expect(state.compute()).toBeNaN();
  });
});

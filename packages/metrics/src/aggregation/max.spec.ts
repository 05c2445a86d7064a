import { MetricState } from '@lml/core';

import { max } from './max.js';

describe('max', () => {
  it('is that of merged parts, and of nothing the number that any other replaces', async () => {
    const [state, other] = [new MetricState(max()), new MetricState(max())];
    expect(state.compute()).toBe(-Infinity);
    await state.update([2]);
    await other.update([
      [-5, 3],
      [-5, 3],
    ]);
    state.merge(other.values);
    expect(state.compute()).toBe(3);
    state.merge(new MetricState(max()));
    expect(state.clone().compute()).toBe(3);
  });

  it('is NaN where NaN is let through, also of another part', async () => {
    const [state, other] = [new MetricState(max({ nanStrategy: 'disable' })), new MetricState(max())];
    await state.update([2]);
    await other.update([NaN, 1]);
    state.merge(other);
    expect(state.compute()).toBeNaN();
  });
});

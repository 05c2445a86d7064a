import { MetricState } from '@lml/core';

import { runningMean } from './running-mean.js';

async function counted(...batches: number[][]): Promise<MetricState> {
  const state = new MetricState(runningMean({ window: 3 }));
  for (const batch of batches) await state.update(batch);
  return state;
}

describe('runningMean', () => {
  it('puts the batches of merged parts behind one another', async () => {
    const batches = [[1, 2], [4], [8, 8], [16], [32, 0]];
    const whole = await counted(...batches);
    expect(whole.compute()).toBe((8 + 8 + 16 + 32) / 5);
    for (let cut = 0; cut <= batches.length; cut++) {
      const state = await counted(...batches.slice(0, cut));
      state.merge(await counted(...batches.slice(cut)));
      expect(state.compute()).toBe(whole.compute());
      expect(state.values).toEqual(whole.values);
    }
  });

  it('forgets a NaN that has left the window', async () => {
    const state = new MetricState(runningMean({ window: 2, nanStrategy: 'error' }));
    await state.update([NaN]);
    expect(() => state.compute()).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    for (const value of [1, 2]) await state.update(value);
    expect(state.compute()).toBe(1.5);
  });
});

import { MetricState } from '@lml/core';

import { theilsU } from './theils-u.js';

describe('theilsU', () => {
  it('tells which explains which', async () => {
    const states = [0, 1].map(() => new MetricState(theilsU({ numClasses: 4 })));
    await states[0]!.update([0, 0, 1, 1], [0, 1, 2, 3]);
    await states[1]!.update([0, 1, 2, 3], [0, 0, 1, 1]);
    expect(states.map((state) => state.compute())).toEqual([1, 0.5]);
  });

  it('is 0 where nothing was counted', () => {
    expect(new MetricState(theilsU({ numClasses: 4 })).compute()).toBe(0);
  });
});

import { MetricState } from '@lml/core';

import { brierScore } from './brier-score.js';

describe('brierScore', () => {
  it('is halved for two classes, by one score or by two, unless told otherwise', async () => {
    for (const [scaleByHalf, expected] of [
      ['auto', 0.0625],
      [true, 0.0625],
      [false, 0.125],
    ] as const) {
      const one = new MetricState(brierScore({ scaleByHalf }));
      await one.update([0.75], [1]);
      const two = new MetricState(brierScore({ scaleByHalf }));
      await two.update([[0.25, 0.75]], [1]);
      expect([one.compute(), two.compute()]).toEqual([expected, expected]);
    }
  });
});

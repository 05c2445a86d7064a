import { MetricState } from '@lml/core';

import { concordanceCorrCoef } from './concordance-corr-coef.js';

describe('concordanceCorrCoef', () => {
  it('is less than the correlation where predictions are shifted or scaled', async () => {
    for (const [prediction, expected] of [
      [[1, 2, 3], 1],
      [[2, 3, 4], 2 / 3],
      [[2, 4, 6], 4 / 9],
    ] as const) {
      const state = new MetricState(concordanceCorrCoef());
      await state.update(prediction, [1, 2, 3]);
      expect(state.compute()).toBeCloseTo(expected, 6);
    }
  });
});

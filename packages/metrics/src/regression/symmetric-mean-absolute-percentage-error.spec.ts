import { MetricState } from '@lml/core';

import { symmetricMeanAbsolutePercentageError } from './symmetric-mean-absolute-percentage-error.js';

describe('symmetricMeanAbsolutePercentageError', () => {
  it('is the same with predictions and targets exchanged, and weighs samples', async () => {
    const results = [];
    for (const [prediction, target] of [
      [
        [1, 6],
        [3, 2],
      ],
      [
        [3, 2],
        [1, 6],
      ],
    ] as const) {
      const state = new MetricState(symmetricMeanAbsolutePercentageError());
      await state.update(prediction, target, { weight: [1, 3] });
      results.push(state.compute());
    }
    expect(results).toEqual([1, 1]);
  });
});

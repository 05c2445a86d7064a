import { MetricState } from '@lml/core';

import { tweedieDevianceScore } from './tweedie-deviance-score.js';

describe('tweedieDevianceScore', () => {
  it('says which predictions and targets the distribution has', async () => {
    for (const [power, expected] of [
      [-1, /predictions above 0 for the power -1/],
      [1, /with targets of at least 0/],
      [3, /with targets above 0/],
    ] as const) {
      const state = new MetricState(tweedieDevianceScore({ power }));
      await expect(state.update([0], [1])).rejects.toThrow(expected);
    }
  });

  it('is refused where there is no distribution', () => {
    expect(() => tweedieDevianceScore({ power: 0.5 })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
  });
});

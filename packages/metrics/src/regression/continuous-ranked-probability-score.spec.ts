import { MetricState } from '@lml/core';

import { continuousRankedProbabilityScore } from './continuous-ranked-probability-score.js';

describe('continuousRankedProbabilityScore', () => {
  it('judges ensembles at several positions, by weight', async () => {
    const state = new MetricState(continuousRankedProbabilityScore());
    await state.update(
      [
        [
          [1, 1],
          [0, 2],
        ],
        [
          [5, 5],
          [5, 5],
        ],
      ],
      [
        [3, 1],
        [5, 6],
      ],
      { weight: [3, 1] },
    );
    expect(state.compute()).toBe((3 * (2 + 0.5) + 0 + 1) / 8);
  });

  it('refuses a single prediction', async () => {
    const state = new MetricState(continuousRankedProbabilityScore());
    await expect(state.update([1, 2], [1, 2])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });
});

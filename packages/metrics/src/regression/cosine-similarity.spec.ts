import { MetricState } from '@lml/core';

import { cosineSimilarity } from './cosine-similarity.js';

describe('cosineSimilarity', () => {
  it('adds rows, unless told to average them', async () => {
    for (const [options, expected] of [
      [{}, 2],
      [{ reduction: 'mean' }, 0.5],
    ] as const) {
      const state = new MetricState(cosineSimilarity(options));
      await state.update(
        [
          [3, 4],
          [0, 1],
        ],
        [
          [6, 8],
          [0, -2],
        ],
        { weight: [3, 1] },
      );
      expect(state.compute()).toBeCloseTo(expected, 6);
    }
  });
});

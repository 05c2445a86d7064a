import { MetricState } from '@lml/core';

import { jensenShannonDivergence } from './jensen-shannon-divergence.js';

describe('jensenShannonDivergence', () => {
  it('is the same with P and Q exchanged, and at most ln 2', async () => {
    const results: number[] = [];
    for (const [prediction, target] of [
      [
        [0.25, 0.75],
        [0.5, 0.5],
      ],
      [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ] as const) {
      const state = new MetricState(jensenShannonDivergence());
      await state.update([prediction], [target]);
      results.push(state.compute() as number);
    }
    expect(results[0]).toBeCloseTo(results[1]!, 7);
    expect(results[2]).toBeCloseTo(Math.LN2, 6);
  });
});

import { MetricState } from '@lml/core';

import { retrievalNormalizedDcg, type RetrievalNormalizedDcgOptions } from './retrieval-normalized-dcg.js';

async function compute(
  options: RetrievalNormalizedDcgOptions,
  prediction: number[],
  target: number[],
): Promise<unknown> {
  const state = new MetricState(retrievalNormalizedDcg(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-normalized-dcg', () => {
  it('divides by the gain of the best order', async () => {
    const gain = (of: number[]): number => of.reduce((sum, one, at) => sum + one / Math.log2(at + 2), 0);
    expect(await compute({}, [5, 4, 3, 2, 1], [1, 0, 3, 0, 2])).toBeCloseTo(
      gain([1, 0, 3, 0, 2]) / gain([3, 2, 1, 0, 0]),
      12,
    );
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [1, 0, 3, 0, 2])).toBeCloseTo(gain([1]) / gain([3, 2]), 12);
  });
  it('gives rows of equal score the mean of their gains, also where k divides them', async () => {
    const [first, second] = [1, 1 / Math.log2(3)];
    expect(await compute({}, [1, 1], [0, 1])).toBeCloseTo((first + second) / 2, 12);
    expect(await compute({ topK: 1 }, [1, 1], [0, 1])).toBe(0.5);
  });
});

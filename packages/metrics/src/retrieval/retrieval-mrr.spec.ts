import { MetricState } from '@lml/core';

import { retrievalMrr, type RetrievalMrrOptions } from './retrieval-mrr.js';

async function compute(options: RetrievalMrrOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalMrr(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-mrr', () => {
  it('is one over the place of the first relevant row', async () => {
    expect(await compute({}, [5, 4, 3, 2, 1], [0, 0, 0, 1, 1])).toBe(0.25);
    expect(await compute({ topK: 3 }, [5, 4, 3, 2, 1], [0, 0, 0, 1, 1])).toBe(0);
    expect(await compute({ topK: 30 }, [5, 4, 3, 2, 1], [0, 1, 0, 0, 0])).toBe(0.5);
  });
  it('looks at the order only', async () => {
    expect(await compute({}, [-1, -2, -3], [0, 1, 1])).toBe(0.5);
  });
});

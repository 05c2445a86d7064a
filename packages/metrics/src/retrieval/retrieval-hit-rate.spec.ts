import { MetricState } from '@lml/core';

import { retrievalHitRate, type RetrievalHitRateOptions } from './retrieval-hit-rate.js';

async function compute(options: RetrievalHitRateOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalHitRate(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-hit-rate', () => {
  it('is 1 or 0', async () => {
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [0, 1, 1, 0, 0])).toBe(1);
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [0, 0, 1, 1, 1])).toBe(0);
  });
});

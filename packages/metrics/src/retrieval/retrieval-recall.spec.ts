import { MetricState } from '@lml/core';

import { retrievalRecall, type RetrievalRecallOptions } from './retrieval-recall.js';

async function compute(options: RetrievalRecallOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalRecall(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-recall', () => {
  it('divides by the relevant rows', async () => {
    expect(await compute({ topK: 3 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBeCloseTo(2 / 3, 12);
    expect(await compute({ topK: 30 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBe(1);
  });
  it('finds all rows where all are looked at, whatever their scores', async () => {
    expect(await compute({}, [-1, -2, 0], [0, 1, 1])).toBe(1);
  });
});

import { MetricState } from '@lml/core';

import { retrievalMap, type RetrievalMapOptions } from './retrieval-map.js';

async function compute(options: RetrievalMapOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalMap(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-map', () => {
  it('is the mean precision at relevant rows', async () => {
    expect(await compute({}, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3, 12);
    expect(await compute({ topK: 3 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [0, 0, 1, 0, 1])).toBe(0);
  });
  it('looks at the order only', async () => {
    expect(await compute({}, [-1, -2, -3], [0, 1, 1])).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
  });
});

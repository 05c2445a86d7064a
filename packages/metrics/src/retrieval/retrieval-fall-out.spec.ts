import { MetricState } from '@lml/core';

import { retrievalFallOut, type RetrievalFallOutOptions } from './retrieval-fall-out.js';

async function compute(options: RetrievalFallOutOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalFallOut(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-fall-out', () => {
  it('divides by the irrelevant rows', async () => {
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toBeCloseTo(1 / 3, 12);
    expect(await compute({ topK: 30 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toBe(1);
  });
  it('counts a query without irrelevant rows as 1, unless it is told otherwise', async () => {
    expect(await compute({}, [5, 4, 3, 2, 1], [1, 1, 1, 1, 1])).toBe(1);
    expect(await compute({ emptyTargetAction: 'neg' }, [5, 4, 3, 2, 1], [1, 1, 1, 1, 1])).toBe(0);
    await expect(compute({ emptyTargetAction: 'error' }, [5, 4, 3, 2, 1], [1, 1, 1, 1, 1])).rejects.toThrow(
      /irrelevant/,
    );
  });
});

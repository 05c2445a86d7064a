import { MetricState } from '@lml/core';

import {
  retrievalRecallAtFixedPrecision,
  type RetrievalRecallAtFixedPrecisionOptions,
} from './retrieval-recall-at-fixed-precision.js';

async function compute(
  options: RetrievalRecallAtFixedPrecisionOptions,
  prediction: number[],
  target: number[],
): Promise<unknown> {
  const state = new MetricState(retrievalRecallAtFixedPrecision(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-recall-at-fixed-precision', () => {
  it('is the highest recall, with the most rows, at which precision suffices', async () => {
    expect(await compute({ minPrecision: 0.5 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toEqual({ value: 1, k: 4 });
    expect(await compute({ minPrecision: 0.9 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toEqual({ value: 0.5, k: 1 });
  });
  it('is 0 at all rows where precision never suffices', async () => {
    expect(await compute({ minPrecision: 0.9 }, [5, 4, 3, 2, 1], [0, 1, 1, 0, 0])).toEqual({ value: 0, k: 5 });
  });
});

import { MetricState } from '@lml/core';

import { retrievalPrecision, type RetrievalPrecisionOptions } from './retrieval-precision.js';

async function compute(options: RetrievalPrecisionOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalPrecision(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-precision', () => {
  it('divides by k, or by the rows that there are', async () => {
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBe(0.5);
    expect(await compute({ topK: 10 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBe(0.3);
    expect(await compute({ topK: 10, adaptiveK: true }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBe(0.6);
    expect(await compute({ topK: 2, adaptiveK: true }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBe(0.5);
  });
  it('looks at the order only', async () => {
    expect(await compute({ topK: 2 }, [-1, -2, -3], [0, 1, 1])).toBe(0.5);
  });
});

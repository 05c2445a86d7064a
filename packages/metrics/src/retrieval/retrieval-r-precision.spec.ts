import { MetricState } from '@lml/core';

import { retrievalRPrecision, type RetrievalRPrecisionOptions } from './retrieval-r-precision.js';

async function compute(options: RetrievalRPrecisionOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalRPrecision(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-r-precision', () => {
  it('looks at as many rows as are relevant', async () => {
    expect(await compute({}, [5, 4, 3, 2, 1], [1, 0, 1, 0, 1])).toBeCloseTo(2 / 3, 12);
    expect(await compute({}, [5, 4, 3, 2, 1], [0, 0, 0, 0, 1])).toBe(0);
  });
});

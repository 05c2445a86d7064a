import { MetricState } from '@lml/core';

import { retrievalAuroc, type RetrievalAurocOptions } from './retrieval-auroc.js';

async function compute(options: RetrievalAurocOptions, prediction: number[], target: number[]): Promise<unknown> {
  const state = new MetricState(retrievalAuroc(options));
  await state.update(prediction, target, { indexes: prediction.map(() => 0) });
  return state.compute();
}

describe('retrieval-auroc', () => {
  it('is how often a relevant row is above an irrelevant one', async () => {
    expect(await compute({}, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toBeCloseTo(5 / 6, 12);
    expect(await compute({}, [1, 1, 0], [1, 0, 0])).toBe(0.75);
    expect(await compute({ topK: 2 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toBe(1);
    expect(await compute({ topK: 1 }, [5, 4, 3, 2, 1], [1, 0, 1, 0, 0])).toBe(0);
  });
  it('is 1 for the best and 0.5 for chance up to a rate of false positives', async () => {
    expect(await compute({ maxFpr: 0.25 }, [5, 4, 3, 2, 1], [1, 1, 0, 0, 0])).toBe(1);
    expect(await compute({ maxFpr: 0.25 }, [1, 1, 1, 1], [1, 0, 1, 0])).toBe(0.5);
  });
  it('tells scores apart that a sigmoid would make equal', async () => {
    expect(await compute({}, [101, 100], [1, 0])).toBe(1);
  });
});

import { MetricState } from '@lml/core';

import { logLoss } from './log-loss.js';

async function compute(options: Parameters<typeof logLoss>[0], prediction: number[] | number[][], target: number[]) {
  const state = new MetricState(logLoss(options));
  await state.update(prediction, target);
  return state.compute() as number;
}

describe('logLoss', () => {
  it('counts a probability of 0 by the least number above it, for logits likewise', async () => {
    const most = 23 * Math.LN2;
    expect(await compute({}, [0, 1], [1, 0])).toBeCloseTo(most, 5);
    expect(await compute({}, [[0, 1]], [0])).toBeCloseTo(most, 5);
    expect(await compute({ scores: 'logits' }, [-200, 200], [1, 0])).toBeCloseTo(most, 5);
    expect(await compute({ scores: 'logits' }, [[200, 0]], [1])).toBeCloseTo(most, 5);
  });

  it('is never 0, and exact for logits whose probabilities are near 1', async () => {
    expect(await compute({}, [1], [1])).toBeCloseTo(2 ** -23, 10);
    expect((await compute({ scores: 'logits' }, [10], [1])) / Math.log1p(Math.exp(-10))).toBeCloseTo(1, 5);
  });
});

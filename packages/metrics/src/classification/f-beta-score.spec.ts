import { MetricState } from '@lml/core';

import { fBetaScore } from './f-beta-score.js';
import { f1Score } from './f1-score.js';
import { precision } from './precision.js';
import { recall } from './recall.js';

describe('fBetaScore', () => {
  it('lies between precision and recall, near the one that counts more', async () => {
    const metrics = [
      precision({ task: 'binary' }),
      fBetaScore({ task: 'binary', beta: 1e-3 }),
      f1Score({ task: 'binary' }),
      fBetaScore({ task: 'binary', beta: 1 }),
      fBetaScore({ task: 'binary', beta: 1e3 }),
      recall({ task: 'binary' }),
    ];
    const scores = await Promise.all(
      metrics.map(async (metric) => {
        const state = new MetricState(metric);
        await state.update([1, 1, 1, 1, 0], [1, 0, 0, 1, 1]);
        return state.compute() as number;
      }),
    );
    expect(scores[1]).toBeCloseTo(scores[0]!);
    expect(scores[3]).toBe(scores[2]);
    expect(scores[4]).toBeCloseTo(scores[5]!);
  });

  it.each([{}, { beta: 0 }, { beta: -1 }])('refuses options %p', (options) => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => fBetaScore(options as never)).toThrow(refused);
  });
});

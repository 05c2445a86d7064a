import { MetricCollection, MetricState } from '@lml/core';

import { kendallRankCorrCoef } from './kendall-rank-corr-coef.js';
import { spearmanCorrCoef } from './spearman-corr-coef.js';

describe('spearmanCorrCoef', () => {
  it('is exactly 1 where the order is the same', async () => {
    const state = new MetricState(spearmanCorrCoef());
    await state.update([1, 2, 4], [1, 8, 64]);
    await state.update([3], [27]);
    expect(state.compute()).toBe(1);
  });

  it('keeps samples once with Kendall’s', () => {
    const { sources } = new MetricCollection([spearmanCorrCoef(), kendallRankCorrCoef({ variant: 'c' })]);
    expect(sources['kendall-rank-corr-coef']).toBe('spearman-corr-coef');
  });
});

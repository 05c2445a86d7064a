import { MetricState } from '@lml/core';

import { pearsonCorrCoef } from './pearson-corr-coef.js';

describe('pearsonCorrCoef', () => {
  it('never leaves [-1, 1], and is defined for small variances', async () => {
    const state = new MetricState(pearsonCorrCoef());
    const values = Array.from({ length: 50 }, (_, index) => 1e-6 * Math.sin(index));
    await state.update(
      values,
      values.map((value) => 0.1 - 3 * value),
    );
    const found = state.compute() as number;
    expect(found).toBeGreaterThanOrEqual(-1);
    expect(found).toBeLessThan(-0.9);
  });
});

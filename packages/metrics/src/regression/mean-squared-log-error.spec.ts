import { MetricState } from '@lml/core';

import { meanSquaredLogError } from './mean-squared-log-error.js';

describe('meanSquaredLogError', () => {
  it('keeps the digits of large values that are near', async () => {
    const state = new MetricState(meanSquaredLogError());
    await state.update([65536.5], [65536]);
    expect((state.compute() as number) / Math.log1p(0.5 / 65537) ** 2).toBeCloseTo(1, 5);
  });

  it('says what it cannot take, and how much of it there was', async () => {
    const state = new MetricState(meanSquaredLogError());
    await expect(state.update([1, -1, -3], [1, 1, 1])).rejects.toThrow(/above -1.*2 others/s);
  });
});

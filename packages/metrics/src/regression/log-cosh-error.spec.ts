import { MetricState } from '@lml/core';

import { logCoshError } from './log-cosh-error.js';

describe('logCoshError', () => {
  it.each([2 ** -10, 2 ** -4, 0.5, 0.984375, 1, 1.5, 8])('keeps the digits of an error of %d', async (error) => {
    const state = new MetricState(logCoshError());
    await state.update([error], [0]);
    const expected = Math.log1p(Math.expm1(error) ** 2 / (2 * Math.exp(error)));
    expect(Math.abs((state.compute() as number) / expected - 1)).toBeLessThan(1e-6);
  });

  it('is finite where the hyperbolic cosine is not', async () => {
    const state = new MetricState(logCoshError());
    await state.update([-1e6], [1e6]);
    expect(state.compute()).toBeCloseTo(2e6 - Math.LN2, 0);
  });
});

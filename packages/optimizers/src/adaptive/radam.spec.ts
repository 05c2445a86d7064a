import fc from 'fast-check';

import { updates } from '../shared/updates.fixture.js';
import { radam } from './radam.js';

describe('radam', () => {
  it('begins with plain momentum, and then divides by the root', () => {
    const weights = (eps: number): number[] =>
      updates(radam({ lr: 0.5, betas: [0, 0.999], eps }), [2, 2, 2, 2, 2, 2], 8).map(({ weight }) => weight);
    expect(weights(1e-8).slice(0, 5)).toEqual([7, 6, 5, 4, 3]);
    expect(weights(1e3)[4]).toBe(3);
    expect(3 - weights(1e3)[5]!).toBeLessThan(1e-4);
    expect(3 - weights(1e-8)[5]!).toBeGreaterThan(1e-3);
  });

  it('has finite numbers for any betas', () => {
    const beta = fc.double({ min: 0, max: 0.999999, noNaN: true });
    fc.assert(
      fc.property(beta, beta, fc.nat(100_000), (beta1, beta2, step) => {
        const optimizer = radam({ betas: [beta1, beta2] });
        const numbers = Object.values(optimizer.hyper(step, optimizer.base));
        expect(numbers.every(Number.isFinite)).toBe(true);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

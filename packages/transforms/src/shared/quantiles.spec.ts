import { normalCdf } from '@lml/core';
import fc from 'fast-check';

import { normalQuantile } from './normal-quantile.js';
import { evenlySpaced, firstAbove, QUANTILE_METHODS, quantileOf, sortedPresent } from './quantiles.js';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('Quantiles', () => {
  it('are within the values, and grow with the share', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(...QUANTILE_METHODS), (values, method) => {
        const sorted = sortedPresent(Float64Array.from([NaN, ...values]));
        expect(sorted).toHaveLength(values.length);
        let before = sorted[0]!;
        for (const share of evenlySpaced(0, 1, 9)) {
          const quantile = quantileOf(sorted, share, method);
          expect(quantile).toBeGreaterThanOrEqual(before - 1e-9);
          expect(quantile).toBeLessThanOrEqual(sorted.at(-1)!);
          before = quantile;
        }
        expect(before).toBe(sorted.at(-1));
      }),
    );
  });

  it('of nothing are NaN', () => expect(quantileOf(new Float64Array(), 0.5)).toBeNaN());

  it('find the place of a value', () => {
    const sorted = Float64Array.of(1, 2, 2, 5);
    expect([0, 1, 2, 3, 5].map((value) => firstAbove(sorted, value))).toEqual([0, 1, 3, 3, 4]);
  });
});

describe('normalQuantile', () => {
  it('is the inverse of normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, noNaN: true }), (probability) => {
        const back = normalCdf(normalQuantile(probability));
        expect(Math.abs(back / probability - 1)).toBeLessThan(1e-11);
      }),
    );
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(1e-7 - 2.220446049250313e-16)).toBeCloseTo(-5.199337582605575, 12);
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
    expect([NaN, -0.1, 1.1].map(normalQuantile)).toEqual([NaN, NaN, NaN]);
  });
});

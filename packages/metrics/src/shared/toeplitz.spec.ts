import fc from 'fast-check';

import { solveToeplitz } from './toeplitz.js';

describe('solveToeplitz', () => {
  it('solves systems of autocorrelations', () => {
    const samples = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(
        samples,
        fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 5, maxLength: 5 }),
        (signal, right) => {
          const row = Float64Array.from({ length: 5 }, (_, lag) =>
            signal.reduce((sum, value, at) => sum + value * (signal[at + lag] ?? 0), lag === 0 ? 1 : 0),
          );
          const solution = solveToeplitz(row, Float64Array.from(right));
          right.forEach((value, line) => {
            const product = solution.reduce((sum, entry, at) => sum + entry * row[Math.abs(at - line)]!, 0);
            expect(product).toBeCloseTo(value, 7);
          });
        },
      ),
    );
  });

  it('has no solution for a singular matrix', () => {
    expect([...solveToeplitz(Float64Array.of(0, 0), Float64Array.of(0, 0))]).toEqual([NaN, NaN]);
    expect([...solveToeplitz(Float64Array.of(1, 1), Float64Array.of(1, 2))]).toEqual([NaN, NaN]);
  });
});

import fc from 'fast-check';
import '../register.js';
import { symmetricEigen } from './symmetric-eigen.js';

describe('symmetricEigen', () => {
  it('gives vectors that the matrix only stretches', () => {
    const sizes = fc.integer({ min: 1, max: 6 });
    const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(sizes, numbers, (n, values) => {
        const a = Float64Array.from({ length: n * n }, (_, place) => {
          const [row, column] = [Math.floor(place / n), place % n];
          return values[Math.max(row, column) * 6 + Math.min(row, column)]!;
        });
        const found = symmetricEigen(a, n);
        for (let vector = 0; vector < n; vector++) {
          const own = found.vectors.subarray(vector * n, (vector + 1) * n);
          expect(Math.hypot(...own)).toBeCloseTo(1, 9);
          if (vector > 0) expect(found.values[vector]!).toBeLessThanOrEqual(found.values[vector - 1]!);
          for (let row = 0; row < n; row++) {
            const made = own.reduce((sum, value, column) => sum + a[row * n + column]! * value, 0);
            expect(made).toBeCloseTo(found.values[vector]! * own[row]!, 9);
          }
        }
      }),
    );
  });
});

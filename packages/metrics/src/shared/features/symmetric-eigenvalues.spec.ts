import fc from 'fast-check';

import { symmetricEigenvalues } from './symmetric-eigenvalues.js';

describe('symmetricEigenvalues', () => {
  it.each([1, 2, 3, 40])('knows those of a path of %i', (n) => {
    const matrix = Float64Array.from(
      { length: n * n },
      (_, at) => [2, -1][Math.abs(Math.floor(at / n) - (at % n))] ?? 0,
    );
    const right = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    symmetricEigenvalues(matrix, n)
      .toSorted()
      .forEach((value, at) => expect(value).toBeCloseTo(right[at]!, 12));
  });

  it('keeps the trace, and the sum of squares', () => {
    const entries = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 6 }), (numbers, n) => {
        const entry = (row: number, column: number): number =>
          numbers[Math.min(row, column) * 6 + Math.max(row, column)]!;
        const matrix = Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n));
        const squares = matrix.reduce((sum, value) => sum + value * value, 0);
        const trace = matrix.reduce((sum, value, at) => (at % (n + 1) === 0 ? sum + value : sum), 0);
        const values = symmetricEigenvalues(matrix, n);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 9);
        expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 8);
      }),
    );
  });
});

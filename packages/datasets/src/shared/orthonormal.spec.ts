import fc from 'fast-check';

import { matrix } from './generated-columns.js';
import { orthonormal } from './orthonormal.js';

describe('orthonormal', () => {
  it('gives orthonormal columns, also of matrices of lower rank', () => {
    const sizes = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(4))
      .map(([columns, more]) => [columns + more, columns]);
    const property = fc.property(
      sizes.chain(([rows = 1, columns = 1]) =>
        fc.record({
          columns: fc.constant(columns),
          values: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: rows * columns, maxLength: rows * columns }),
        }),
      ),
      ({ columns, values }) => {
        const { data, shape } = orthonormal(matrix(Float64Array.from(values), columns));
        expect(shape[1]).toBe(columns);
        for (let a = 0; a < columns; a++)
          for (let b = 0; b <= a; b++) {
            let dot = 0;
            for (let row = 0; row < shape[0]!; row++) dot += data[row * columns + a]! * data[row * columns + b]!;
            expect(dot).toBeCloseTo(a === b ? 1 : 0, 10);
          }
      },
    );
    fc.assert(property);
  });
});

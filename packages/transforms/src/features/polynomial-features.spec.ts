import '../register.js';
import { changed, faultOf, matrix, table } from '../shared/batches.fixture.js';
import { polynomialFeatures } from './polynomial-features.js';

describe('polynomialFeatures', () => {
  it('puts products where the first of the features stood', async () => {
    const rows = table({ town: ['x'], a: [2], b: [5], c: [7] });
    const transform = polynomialFeatures({ columns: ['a', 'c'], includeBias: false });
    expect(await changed(transform, rows)).toEqual({
      town: ['x'], a: [2], c: [7], 'a^2': [4], 'a c': [14], 'c^2': [49], b: [5],
    }); // prettier-ignore
  });

  it('refuses to make too many', async () => {
    const wide = matrix(Array.from({ length: 200 }, (_, at) => at));
    expect(await faultOf(() => changed(polynomialFeatures({ degree: 4 }), wide))).toBe(
      'LML_INVALID_ARGUMENT: degree must be so low that at most 100000 features are made; of 200 features there would be 70058750, got 4. Name fewer features by columns, or choose interactionOnly.',
    );
  });
});

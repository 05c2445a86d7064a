import '../register.js';
import { changed, matrix } from '../shared/batches.fixture.js';
import { normalizer } from './normalizer.js';

describe('normalizer', () => {
  it('divides by the norm of the features that are named', async () => {
    const rows = matrix([3, 100, 4], [0, 100, 0]);
    expect(await changed(normalizer({ columns: [0, 2], norm: 'l1' }), rows)).toEqual({
      shape: [2, 3],
      values: [3 / 7, 100, 4 / 7, 0, 100, 0],
    });
  });
});

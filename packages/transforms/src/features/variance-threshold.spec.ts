import '../register.js';
import { changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { varianceThreshold } from './variance-threshold.js';

describe('varianceThreshold', () => {
  it('keeps what varies, by name', async () => {
    const rows = table({ same: [0.1, 0.1, 0.1], kept: [1, 2, 3], gone: [NaN, 5, 5] });
    const transform = await fitted(varianceThreshold(), rows);
    expect(await changed(transform, rows)).toEqual({ kept: [1, 2, 3] });
  });

  it('refuses to keep nothing', async () => {
    expect(await faultOf(() => fitted(varianceThreshold({ threshold: 4 }), matrix([1, 1], [3, 2])))).toBe(
      'LML_INVALID_ARGUMENT: threshold must be less than 1, the largest variance, got 4.',
    );
  });
});

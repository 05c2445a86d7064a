import { changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { missingIndicator } from './missing-indicator.js';

describe('missingIndicator', () => {
  it('says where numbers and texts are missing, of features that lacked some', async () => {
    const indicator = await fitted(
      missingIndicator(),
      table({ a: [1, 2], b: ['x', 'y'] }),
      table({ a: [NaN, 2], b: ['x', 'y'] }),
    );
    expect(await changed(indicator, table({ a: [NaN, 3], b: ['z', 'x'] }))).toEqual({ missingindicator_a: [1, 0] });
  });

  it('gives matrices without features where none lacked a value', async () => {
    const indicator = await fitted(missingIndicator(), matrix([1, 2]));
    expect(await changed(indicator, matrix([3, 4], [5, 6]))).toEqual({ shape: [2, 0], values: [] });
  });

  it('refuses missing values of a feature that had none', async () => {
    const indicator = await fitted(missingIndicator(), table({ a: [NaN, 2], b: ['x', 'y'] }));
    expect(await faultOf(() => changed(indicator, table({ a: [1], b: [''] })))).toBe(
      "LML_INVALID_ARGUMENT: The feature 'b' must be without missing values, as in the training data, got ''. " +
        "To go on, choose errorOnNew: false, or features: 'all'.",
    );
  });
});

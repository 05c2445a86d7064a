import '../register.js';
import { changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { kBinsDiscretizer } from './k-bins-discretizer.js';

describe('kBinsDiscretizer', () => {
  it('names the bins of a feature', async () => {
    const ages = table({ age: [10, 20, 30, 40], size: [1, 1, 1, 1] });
    const transform = await fitted(kBinsDiscretizer({ nBins: 2, columns: ['age'] }), ages);
    expect(await changed(transform, table({ age: [-5, 25, 99], size: [2, 3, 4] }))).toEqual({
      age_0: [1, 0, 0],
      age_1: [0, 1, 1],
      size: [2, 3, 4],
    });
  });

  it('has one bin for a constant feature', async () => {
    const transform = await fitted(kBinsDiscretizer(), matrix([3], [3]));
    expect(await changed(transform, matrix([3], [7]))).toEqual({ shape: [2, 1], values: [1, 1] });
  });

  it('refuses missing values where it learns and where it is applied', async () => {
    const said =
      "LML_INVALID_ARGUMENT: The feature '0' must be without missing values, which are in no bin, got NaN. Fill them in before: simpleImputer.";
    expect(await faultOf(() => fitted(kBinsDiscretizer(), matrix([1], [NaN])))).toBe(said);
    const transform = await fitted(kBinsDiscretizer(), matrix([1], [2]));
    expect(await faultOf(() => changed(transform, matrix([NaN])))).toBe(said);
  });

  it('refuses numbers of bins that do not fit', async () => {
    expect(await faultOf(() => fitted(kBinsDiscretizer({ nBins: [2, 3] }), matrix([1], [2])))).toMatch(
      /^LML_INVALID_ARGUMENT: nBins must be one number, or one for each of the 1 features/,
    );
    expect(await faultOf(() => kBinsDiscretizer({ nBins: 1 }))).toMatch(/^LML_INVALID_OPTIONS/);
  });
});

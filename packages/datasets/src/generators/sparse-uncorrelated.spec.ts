import { itDrawsAsScikitLearn } from './generators.fixture.js';
import { sparseUncorrelated } from './sparse-uncorrelated.js';

describe('sparse-uncorrelated', () => {
  itDrawsAsScikitLearn(sparseUncorrelated, sparseUncorrelated);

  it('refuses fewer features than count', () => {
    expect(() => sparseUncorrelated({ nFeatures: 3 })).toThrow(/nFeatures: .*LML_INVALID_OPTIONS/s);
  });
});

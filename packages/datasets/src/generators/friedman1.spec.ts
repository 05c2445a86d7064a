import { friedman1 } from './friedman1.js';
import { itDrawsAsScikitLearn } from './generators.fixture.js';

describe('friedman1', () => {
  itDrawsAsScikitLearn(friedman1, friedman1);

  it('refuses fewer features than count', () => {
    expect(() => friedman1({ nFeatures: 4 })).toThrow(/nFeatures: .*LML_INVALID_OPTIONS/s);
  });
});

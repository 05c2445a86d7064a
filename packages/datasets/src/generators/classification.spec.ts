import { classification } from './classification.js';
import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';

describe('classification', () => {
  itDrawsAsScikitLearn(classification, classification);

  it.each([
    [{ nFeatures: 3 }, /nFeatures: must be at least nInformative \+ nRedundant \+ nRepeated, 4, got 3/],
    [{ nClasses: 3 }, /nClasses: must have at most 4 clusters, nClasses · nClustersPerClass, got 6; more fit/],
    [{ nClasses: 2 ** 21, nInformative: 30, nFeatures: 40 }, /nClasses: must have at most 1048576 clusters/],
    [{ weights: [0.5, 0.2, 0.1] }, /weights: must be numbers from 0 to 1 that add up to at most 1/],
    [{ weights: [1.2] }, /weights: must be numbers from 0 to 1/],
    [{ weights: [-0.1] }, /weights\.0: must be at least 0/],
    [{ shift: [1, 2] }, /shift: must have a number for each feature, 20, got 2/],
    [{ scale: 'any' }, /scale: must be a number, or a list, or 'random', got 'any'/],
    [{ nSamples: 1, nFeatures: 2e5, nInformative: 1e5 }, /nSamples: must leave at most/],
    [{ flipY: 1.5 }, /flipY: /],
    [{ classSep: 0 }, /classSep: /],
  ])('refuses %j', (options, message) => {
    expect(() => classification(options as never)).toThrow(message);
    expect(() => classification(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });

  it('has classes by their weights where none is flipped', async () => {
    const { target } = await drawn(classification({ nSamples: 40, weights: [0.75], flipY: 0 }));
    expect(Array.from(target.data as Int32Array).filter((label) => label === 1)).toHaveLength(10);
  });
});

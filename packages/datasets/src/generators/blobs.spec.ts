import { blobs } from './blobs.js';
import { itDrawsAsScikitLearn } from './generators.fixture.js';

describe('blobs', () => {
  itDrawsAsScikitLearn(blobs, blobs);

  it.each([
    [{ nSamples: [1, 2], centers: 3 }, /nSamples: must have an entry for each of the 3 clusters, got 2/],
    [{ centers: 2, clusterStd: [1] }, /clusterStd: must have an entry for each of the 2 clusters, got 1/],
    [{ centers: [[1, 2], [3]] }, /centers: must be points with as many coordinates each/],
    [{ centers: [] }, /centers: /],
    [{ nSamples: [0, 0] }, /nSamples: must add up to 1 or more/],
    [{ nSamples: [] }, /nSamples: /],
    [{ nSamples: 1e6, nFeatures: 1e6 }, /nSamples: must leave at most/],
    [{ clusterStd: -1 }, /clusterStd: must be at least 0/],
    [{ centerBox: [1] }, /centerBox: /],
  ])('refuses %j', (options, message) => {
    expect(() => blobs(options as never)).toThrow(message);
    expect(() => blobs(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});

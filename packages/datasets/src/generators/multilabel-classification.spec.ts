import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { multilabelClassification } from './multilabel-classification.js';

describe('multilabel-classification', () => {
  itDrawsAsScikitLearn(multilabelClassification, multilabelClassification);

  it('has as many words as it draws, and a label where it must', async () => {
    const { target } = await drawn(multilabelClassification({ nSamples: 60, nLabels: 1, allowUnlabeled: false }));
    const labels = target.data as Int32Array;
    for (let at = 0; at < labels.length; at += 5) expect(labels.subarray(at, at + 5)).toContain(1);
  });

  it.each([
    [{ nLabels: 60 }, /nLabels: must be a mean with which samples have 0 to 5 labels, got 60/],
    [{ nLabels: 5000 }, /nLabels: must be a mean with which/],
    [{ nLabels: 0, allowUnlabeled: false }, /nLabels: must be a mean with which samples have 1 to 5 labels, got 0/],
    [{ nLabels: 1e9, nClasses: 1e12 }, /nLabels: must be at most 10000/],
    [{ nLabels: 1e4, nClasses: 1e12 }, /nSamples: must leave at most/],
    [{ length: 1e9 }, /length: must be at most 1000000/],
    [{ nSamples: 1e9 }, /nSamples: must leave at most/],
  ])('refuses %j, which would draw for ever', (options, message) => {
    expect(() => multilabelClassification(options)).toThrow(message);
    expect(() => multilabelClassification(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });

  it('takes a mean near the number of classes, of which some draws are too large', async () => {
    const { target } = await drawn(multilabelClassification({ nSamples: 30, nClasses: 4, nLabels: 6 }));
    expect(target.shape).toEqual([30, 4]);
    expect(multilabelClassification({ nLabels: 0 })).toBeDefined();
  });
});

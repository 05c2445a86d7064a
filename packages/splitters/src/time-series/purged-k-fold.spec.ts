import { purgedKFold } from './purged-k-fold.js';

describe('purgedKFold', () => {
  it('takes an embargo below 1 as a fraction of all samples, rounded down', () => {
    const folds = [...purgedKFold({ nSplits: 2, embargo: 0.19 }).split({ length: 10 })];
    expect(Array.from(folds[0]!.train)).toEqual([6, 7, 8, 9]);
    expect(Array.from(folds[1]!.train)).toEqual([0, 1, 2, 3, 4]);
  });

  it('refuses an embargo that is neither a fraction nor a count', () => {
    for (const embargo of [-1, 1.5]) expect(() => purgedKFold({ embargo })).toThrow('an embargo must be a fraction');
  });
});

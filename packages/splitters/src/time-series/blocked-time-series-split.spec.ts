import { blockedTimeSeriesSplit } from './blocked-time-series-split.js';

describe('blockedTimeSeriesSplit', () => {
  it('makes the first blocks longer where blocks cannot be equal', () => {
    const splitter = blockedTimeSeriesSplit({ nSplits: 2, testSize: 1 });
    const folds = Array.from(splitter.split({ length: 7 }), ({ train, test }) => [Array.from(train), Array.from(test)]);
    expect(folds).toEqual([[[0, 1, 2], [3]], [[4, 5], [6]]]); // prettier-ignore
  });
});

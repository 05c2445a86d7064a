import { rollingTimeSeriesSplit } from './rolling-time-series-split.js';

describe('rollingTimeSeriesSplit', () => {
  it('rolls on by its step as long as the last stretch is full', () => {
    const splitter = rollingTimeSeriesSplit({ trainSize: 3, testSize: 2, step: 1, gap: 1 });
    const folds = Array.from(splitter.split({ length: 8 }), ({ train, test }) => [Array.from(train), Array.from(test)]);
    expect(folds).toEqual([[[0, 1, 2], [4, 5]], [[1, 2, 3], [5, 6]], [[2, 3, 4], [6, 7]]]); // prettier-ignore
  });
});

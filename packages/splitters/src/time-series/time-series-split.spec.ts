import { timeSeriesSplit } from './time-series-split.js';

describe('timeSeriesSplit', () => {
  it('never trains on what comes after or within the gap', () => {
    for (const { train, test } of timeSeriesSplit({ nSplits: 4, maxTrainSize: 6, gap: 2 }).split({ length: 33 })) {
      expect(train.length).toBeLessThanOrEqual(6);
      expect(test[0]! - train[train.length - 1]!).toBe(3);
    }
  });
});

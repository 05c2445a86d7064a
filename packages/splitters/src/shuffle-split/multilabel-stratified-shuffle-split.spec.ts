import { ndArray } from '@lml/core';

import { multilabelStratifiedShuffleSplit } from './multilabel-stratified-shuffle-split.js';

describe('multilabelStratifiedShuffleSplit', () => {
  it('keeps the share of each label in what it tests on', () => {
    const rows = Array.from({ length: 60 }, (_, index) => [index % 2, index % 3 === 0 ? 1 : 0]);
    const splits = multilabelStratifiedShuffleSplit({ nSplits: 4, testSize: 0.5 });
    for (const { test } of splits.split({ length: 60, targets: ndArray(rows) })) {
      const counts = [0, 1].map((label) => Array.from(test).filter((index) => rows[index]![label] === 1).length);
      expect(Math.abs(counts[0]! - 15)).toBeLessThanOrEqual(1);
      expect(Math.abs(counts[1]! - 10)).toBeLessThanOrEqual(1);
    }
  });
});

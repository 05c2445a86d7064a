import { ndArray } from '@lml/core';

import { multilabelStratifiedKFold } from './multilabel-stratified-k-fold.js';

describe('multilabelStratifiedKFold', () => {
  it('deals each label evenly where that can be', () => {
    const rows = Array.from({ length: 40 }, (_, index) => [
      index % 2,
      index % 4 === 0 ? 1 : 0,
      index % 5 === 0 ? 1 : 0,
    ]);
    const targets = ndArray(rows);
    for (const { test } of multilabelStratifiedKFold({ nSplits: 4 }).split({ length: 40, targets })) {
      const counts = [0, 1, 2].map((label) => Array.from(test).filter((index) => rows[index]![label] === 1).length);
      expect(counts[0]).toBe(5);
      expect(Math.abs(counts[1]! - 2.5)).toBeLessThanOrEqual(1);
      expect(counts[2]).toBe(2);
    }
  });
});

import { leaveOneOut } from './leave-one-out.js';

describe('leaveOneOut', () => {
  it('leaves each sample out by itself', () => {
    const folds = [...leaveOneOut().split({ length: 4 })];
    expect(folds.map(({ test }) => Array.from(test))).toEqual([[0], [1], [2], [3]]);
    expect(Array.from(folds[2]!.train)).toEqual([0, 1, 3]);
  });
});

import { RandomState } from '@lml/core';

import { kFold } from './k-fold.js';

import { repeatedKFold } from './repeated-k-fold.js';

describe('repeatedKFold', () => {
  it('deals as the splitter that it repeats, by one generator', () => {
    const input = { length: 12, targets: [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2] };
    const random = new RandomState(5);
    const once = kFold({ nSplits: 3, shuffle: true, randomState: random });
    const expected = [...once.split(input), ...once.split(input)];
    expect([...repeatedKFold({ nSplits: 3, nRepeats: 2, randomState: 5 }).split(input)]).toEqual(expected);
  });

  it('gives the same folds as often as they are read', () => {
    const folds = repeatedKFold({ nSplits: 2, nRepeats: 2 }).split({
      length: 12,
      targets: [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2],
    });
    expect([...folds]).toEqual([...folds]);
  });
});

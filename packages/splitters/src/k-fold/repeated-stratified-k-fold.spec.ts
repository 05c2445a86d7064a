import { RandomState } from '@lml/core';

import { stratifiedKFold } from './stratified-k-fold.js';

import { repeatedStratifiedKFold } from './repeated-stratified-k-fold.js';

describe('repeatedStratifiedKFold', () => {
  it('deals as the splitter that it repeats, by one generator', () => {
    const input = { length: 12, targets: [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2] };
    const random = new RandomState(5);
    const once = stratifiedKFold({ nSplits: 3, shuffle: true, randomState: random });
    const expected = [...once.split(input), ...once.split(input)];
    expect([...repeatedStratifiedKFold({ nSplits: 3, nRepeats: 2, randomState: 5 }).split(input)]).toEqual(expected);
  });

  it('gives the same folds as often as they are read', () => {
    const folds = repeatedStratifiedKFold({ nSplits: 2, nRepeats: 2 }).split({
      length: 12,
      targets: [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2],
    });
    expect([...folds]).toEqual([...folds]);
  });
});

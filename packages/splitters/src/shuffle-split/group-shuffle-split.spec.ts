import { groupShuffleSplit } from './group-shuffle-split.js';

describe('groupShuffleSplit', () => {
  it('tests on a fifth of the groups, and leaves groups out where both sizes are given', () => {
    const groups = Array.from({ length: 30 }, (_, index) => index % 10);
    const [first] = groupShuffleSplit().split({ length: 30, groups });
    expect([first!.train.length, first!.test.length]).toEqual([24, 6]);
    const [some] = groupShuffleSplit({ testSize: 3, trainSize: 2 }).split({ length: 30, groups });
    expect([some!.train.length, some!.test.length]).toEqual([6, 9]);
  });
});

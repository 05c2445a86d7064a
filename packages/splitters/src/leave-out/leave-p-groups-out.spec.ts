import { leavePGroupsOut } from './leave-p-groups-out.js';

describe('leavePGroupsOut', () => {
  it('tests on each pair of groups', () => {
    const groups = [3, 1, 2, 3, 4];
    const tests = Array.from(leavePGroupsOut({ nGroups: 2 }).split({ length: 5, groups }), ({ test }) =>
      Array.from(test),
    );
    expect(tests).toEqual([[1, 2], [0, 1, 3], [1, 4], [0, 2, 3], [2, 4], [0, 3, 4]]); // prettier-ignore
  });
});

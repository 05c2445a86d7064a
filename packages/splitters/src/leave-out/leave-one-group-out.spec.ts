import { leaveOneGroupOut } from './leave-one-group-out.js';

describe('leaveOneGroupOut', () => {
  it('takes texts by code points, as NumPy does', () => {
    // U+1F600 stands after U+FF5E, but its first UTF-16 unit stands before it.
    const groups = ['\u{1f600}', '\uff5e', 'z'];
    const tests = Array.from(leaveOneGroupOut().split({ length: 3, groups }), ({ test }) => test[0]);
    expect(tests).toEqual([2, 1, 0]);
  });

  it('takes fractions and far numbers as groups', () => {
    const groups = [1e12, -0.5, 3];
    const tests = Array.from(leaveOneGroupOut().split({ length: 3, groups }), ({ test }) => test[0]);
    expect(tests).toEqual([1, 2, 0]);
  });
});

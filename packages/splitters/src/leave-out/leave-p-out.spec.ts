import { leavePOut } from './leave-p-out.js';

describe('leavePOut', () => {
  it('leaves out each set of samples once', () => {
    const sets = Array.from(leavePOut({ p: 3 }).split({ length: 7 }), ({ test }) => Array.from(test).join());
    expect(new Set(sets).size).toBe(35);
    expect(sets).toEqual([...sets].sort());
  });

  it('refuses to leave out all samples', () => {
    expect(() => leavePOut({ p: 3 }).split({ length: 3 })).toThrow('more than the 3 that are left out, got 3');
  });
});

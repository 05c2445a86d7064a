import { descend } from '../shared/quadratic.fixture.js';
import { prodigy } from './prodigy.js';

describe('prodigy', () => {
  it('finds a rate from a first estimate that is far too small', () => {
    const { parameters, slots } = descend(prodigy(), { a: [4, -3], b: [2] }, 120);
    expect(slots['d']![0]).toBeGreaterThan(0.1);
    expect(Math.max(...Object.values(parameters).flat().map(Math.abs))).toBeLessThan(2);
  });

  it('stays where there is no gradient', () => {
    const { parameters, slots } = descend(prodigy({ weightDecay: 0.5 }), { a: [0, 0] }, 3);
    expect(parameters).toEqual({ a: [0, 0] });
    expect(slots['d']).toEqual(slots['dMax']);
  });

  it('looks at each p-th number only, and remembers no more', () => {
    const { slots } = descend(prodigy({ sliceP: 3 }), { a: [1, 2, 3, 4, 5, 6, 7], b: [8] }, 1);
    expect([slots['p0/a'], slots['p0/b'], slots['s/a']!.length]).toEqual([[1, 4, 7], [8], 3]);
  });

  it('estimates for each group by itself', () => {
    const { slots } = descend(prodigy({ groups: [{ match: 'b', d0: 0.5 }] }), { a: [4], b: [2] }, 1);
    expect(slots['d@b']![0]).toBeGreaterThanOrEqual(0.5);
    expect(slots['d']![0]).toBeLessThan(0.5);
  });
});

import { refusalOf, updates } from '../shared/updates.fixture.js';
import { rprop } from './rprop.js';

describe('rprop', () => {
  it('grows while the sign stays, stops where it turns, and goes on with smaller steps', () => {
    const visits = updates(rprop({ lr: 1, etas: [0.25, 2] }), [3, 1e-30, -5, -5, -1e30], 8);
    expect(visits.map(({ weight }) => weight)).toEqual([7, 5, 5, 5.5, 6.5]);
    expect(visits.map(({ slots }) => slots['stepSize'])).toEqual([1, 2, 0.5, 0.5, 1]);
    expect(visits[2]!.slots['prev']).toBe(0);
  });

  it('takes the first step of the rate that a schedule gives then, and no other', () => {
    const optimizer = rprop({ lr: 0.5 });
    const rates = [0, 1].map((step) => optimizer.hyper(step, { ...optimizer.base, lr: 0.25 })['first']);
    expect(rates).toEqual([0.25, 0]);
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(rprop, { etas: [1, 1.2] })).toContain('etas.0: the first eta must be above 0 and below 1, got 1');
    expect(refusalOf(rprop, { etas: [0.5, 1] })).toContain('etas.1: the second eta must be above 1, got 1');
    expect(refusalOf(rprop, { stepSizes: [2, 1] })).toContain(
      'stepSizes: the smallest step must not be above the largest, got [2,1]',
    );
    expect(refusalOf(rprop, { stepSizes: [-1, 1] })).toContain(
      'stepSizes.0: the smallest step must be 0 or more, got -1',
    );
  });
});

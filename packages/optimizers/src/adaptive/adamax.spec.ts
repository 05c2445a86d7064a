import { updates } from '../shared/updates.fixture.js';
import { adamax } from './adamax.js';

describe('adamax', () => {
  it('forgets a large gradient by β₂ in each update', () => {
    const visits = updates(adamax({ betas: [0.5, 0.5], eps: 0 }), [8, 1, 0, 0, 3]);
    expect(visits.map(({ slots }) => slots['expInf'])).toEqual([8, 4, 2, 1, 3]);
  });

  it('stays where it is without a gradient, and after huge ones', () => {
    expect(updates(adamax(), [0, 0])[1]!.weight).toBe(1);
    expect(updates(adamax({ lr: 0.5 }), [1e38, -1e38, 1e38]).every(({ weight }) => Math.abs(weight) < 2)).toBe(true);
  });
});

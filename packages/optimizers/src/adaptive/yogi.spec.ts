import { refusalOf, updates } from '../shared/updates.fixture.js';
import { yogi } from './yogi.js';

describe('yogi', () => {
  it('forgets large gradients slowly, where Adam forgets them by a fraction', () => {
    const visits = updates(yogi({ betas: [0.9, 0.5], initialAccumulatorValue: 0 }), [8, 1, 1, 0]);
    expect(visits.map(({ slots }) => slots['expAvgSq'])).toEqual([32, 31.5, 31, 31]);
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(yogi, { initialAccumulatorValue: -1 })).toContain(
      'the initial accumulator value must be 0 or more',
    );
  });
});

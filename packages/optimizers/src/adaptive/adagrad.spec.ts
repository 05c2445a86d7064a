import { refusalOf, updates } from '../shared/updates.fixture.js';
import { adagrad } from './adagrad.js';

describe('adagrad', () => {
  it('begins the sum of a group with the value of the group', () => {
    const optimizer = adagrad({ initialAccumulatorValue: 1, groups: [{ match: 'w', initialAccumulatorValue: 16 }] });
    expect(Object.values(updates(optimizer, [3])[0]!.slots)).toEqual([25]);
  });

  it('lets the rate of the schedule decay', () => {
    const optimizer = adagrad({ lr: 1, lrDecay: 0.5 });
    expect([0, 1, 2].map((step) => optimizer.hyper(step, { ...optimizer.base, lr: 6 })['lr'])).toEqual([6, 4, 3]);
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(adagrad, { lrDecay: -1 })).toContain(
      'lrDecay: the decay of the learning rate must be 0 or more, got -1',
    );
    expect(refusalOf(adagrad, { initialAccumulatorValue: -1 })).toContain(
      'the initial accumulator value must be 0 or more',
    );
  });
});

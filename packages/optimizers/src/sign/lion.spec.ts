import { refusalOf, updates } from '../shared/updates.fixture.js';
import { lion } from './lion.js';

describe('lion', () => {
  it('moves by the learning rate, whatever the gradient, and not without one', () => {
    const optimizer = lion({ lr: 0.25, betas: [0, 0.5] });
    expect(updates(optimizer, [1e30, -1e-30, 0]).map(({ weight }) => weight)).toEqual([0.75, 1, 1]);
  });

  it('keeps one slot', () => {
    expect(updates(lion({ betas: [0.5, 0.75] }), [8])[0]!.slots).toEqual({ expAvg: 2 });
  });

  it('lets the decay follow the learning rate of the schedule', () => {
    const optimizer = lion({ lr: 1, weightDecay: 0.5 });
    expect(optimizer.hyper(3, { ...optimizer.base, lr: 0.5 })['keep']).toBe(0.75);
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(lion, { weightDecay: -1 })).toContain('weightDecay: the weight decay must be 0 or more, got -1');
    expect(refusalOf(lion, { betas: [1, 0.99] })).toContain('betas.0: a beta must be from 0 to below 1, got 1');
  });
});

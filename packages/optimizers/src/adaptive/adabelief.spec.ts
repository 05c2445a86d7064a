import { refusalOf, updates } from '../shared/updates.fixture.js';
import { adabelief, type AdabeliefOptions } from './adabelief.js';

describe('adabelief', () => {
  it('makes larger steps where gradients stay the same than where they change', () => {
    const step = (gradients: number[]): number => {
      const weights = updates(adabelief({ lr: 0.001, betas: [0.5, 0.5] }), gradients).map(({ weight }) => weight);
      return Math.abs(weights[5]! - weights[4]!);
    };
    expect(step([1, 1, 1, 1, 1, 1])).toBeGreaterThan(4 * step([1, -1, 1, -1, 1, -1]));
  });

  it.each<[AdabeliefOptions, string[]]>([
    [{}, ['expAvg', 'expAvgVar']],
    [{ amsgrad: true }, ['expAvg', 'expAvgVar', 'maxExpAvgVar']],
  ])('has the slots that it needs: %j', (options, slots) => {
    expect(Object.keys(updates(adabelief(options), [1])[0]!.slots)).toEqual(slots);
  });

  it('begins with plain momentum where it is rectified', () => {
    expect(updates(adabelief({ lr: 0.5, betas: [0, 0.999], rectify: true }), [2])[0]!.weight).toBe(0);
  });

  it('decays weights by themselves, or through the gradient', () => {
    const moment = (decoupledWeightDecay: boolean) =>
      updates(adabelief({ lr: 0.5, betas: [0.5, 0.999], weightDecay: 0.5, decoupledWeightDecay }), [0], 4)[0]!.slots[
        'expAvg'
      ];
    expect([true, false].map(moment)).toEqual([0, 1]);
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(adabelief, { eps: -1 })).toContain('eps: eps must be 0 or more, got -1');
  });
});

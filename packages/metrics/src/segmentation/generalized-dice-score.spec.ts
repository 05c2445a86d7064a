import { MetricState } from '@lml/core';

import { generalizedDiceScore } from './generalized-dice-score.js';

describe('generalizedDiceScore', () => {
  it('counts a small class the more', async () => {
    const of = async (weightType: 'square' | 'simple' | 'linear'): Promise<number> => {
      const state = new MetricState(generalizedDiceScore({ numClasses: 2, inputFormat: 'index', weightType }));
      // The pixel of class 1 is found, with one more.
      await state.update([[0, 0, 0, 0, 0, 0, 1, 1]], [[0, 0, 0, 0, 0, 0, 0, 1]]);
      return state.compute() as number;
    };
    const [square, simple, linear] = [await of('square'), await of('simple'), await of('linear')];
    expect(linear).toBeCloseTo(14 / 16);
    expect(simple).toBeCloseTo((12 / 7 + 2) / (13 / 7 + 3));
    expect(square).toBeLessThan(simple);
    expect(simple).toBeLessThan(linear);
  });
});

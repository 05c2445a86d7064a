import { refusalOf, updates } from '../shared/updates.fixture.js';
import { ftrl } from './ftrl.js';

describe('ftrl', () => {
  it('makes weights exactly 0 that are worth less than L1, and brings them back', () => {
    const optimizer = ftrl({ lr: 1, initialAccumulatorValue: 0, l1RegularizationStrength: 4 });
    const weights = updates(optimizer, [1, 1, -20]).map(({ weight }) => weight);
    expect(weights.slice(0, 2)).toEqual([0, 0]);
    expect(weights[2]).toBeGreaterThan(0);
  });

  it('is finite where sums begin at 0 and there is no gradient', () => {
    expect(updates(ftrl({ initialAccumulatorValue: 0 }), [0, 1]).every(({ weight }) => Number.isFinite(weight))).toBe(
      true,
    );
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(ftrl, { lr: 0 })).toContain('lr: the learning rate must be above 0, got 0');
    expect(refusalOf(ftrl, { lrPower: 0.5 })).toContain('lrPower: the power of the rate must be 0 or less, got 0.5');
    expect(refusalOf(ftrl, { l1RegularizationStrength: -1 })).toContain('the strength of L1 must be 0 or more, got -1');
  });
});

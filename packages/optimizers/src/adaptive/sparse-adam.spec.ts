import { refusalOf, updates } from '../shared/updates.fixture.js';
import { adam } from './adam.js';
import { sparseAdam } from './sparse-adam.js';

describe('sparse-adam', () => {
  it('leaves a weight without a gradient, and its moments, as they are', () => {
    const [first, second] = updates(sparseAdam({ lr: 0.5 }), [2, 0]);
    expect(second).toEqual(first);
    const [before, after] = updates(adam({ lr: 0.5 }), [2, 0]);
    expect(after!.weight).not.toBe(before!.weight);
  });

  it('corrects the bias by the number of all updates', () => {
    const weights = updates(sparseAdam({ lr: 0.5, betas: [0.5, 0.75], eps: 1e-30 }), [0, 0, 8]).map(
      ({ weight }) => weight,
    );
    expect(weights.slice(0, 2)).toEqual([1, 1]);
    expect(weights[2]).toBeCloseTo(1 - (0.5 * Math.sqrt(1 - 0.75 ** 3) * 4) / ((1 - 0.5 ** 3) * 4), 6);
  });

  it('refuses an epsilon of 0, as PyTorch does', () => {
    expect(refusalOf(sparseAdam, { eps: 0 })).toContain('eps: eps must be above 0, got 0');
  });
});

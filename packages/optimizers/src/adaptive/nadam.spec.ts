import { refusalOf, updates } from '../shared/updates.fixture.js';
import { nadam } from './nadam.js';

/** NAdam's two step sizes after `count` updates, with the product of momenta multiplied out. */
function stepSizes(count: number, beta1: number, momentumDecay: number): [number, number] {
  const momentum = (update: number): number => beta1 * (1 - 0.5 * 0.96 ** (update * momentumDecay));
  const product = Array.from({ length: count }, (_, index) => momentum(index + 1)).reduce((a, b) => a * b, 1);
  const [now, next] = [momentum(count), momentum(count + 1)];
  return [next / (1 - product * next), (1 - now) / (1 - product)];
}

describe('nadam', () => {
  it.each([
    [0.9, 0.004],
    [0.9999, 0],
    [0.9999, 0.4],
    [0.99999, 50],
    [0, 0.004],
  ])('has the momenta of all updates in its steps, for β₁ = %d and ψ = %d', (beta1, momentumDecay) => {
    const optimizer = nadam({ lr: 1, betas: [beta1, 0], momentumDecay });
    for (const count of [1, 2, 10, 100, 20_000]) {
      const { momentStep, gradientStep } = optimizer.hyper(count - 1, optimizer.base);
      const [moment, gradient] = stepSizes(count, beta1, momentumDecay);
      expect(momentStep).toBeCloseTo(moment, 12);
      expect(gradientStep).toBeCloseTo(gradient, 12);
    }
  });

  it('does not let a decoupled decay into the moments', () => {
    const [{ weight, slots }] = updates(nadam({ lr: 0.5, weightDecay: 0.5, decoupledWeightDecay: true }), [0], 4) as [
      ReturnType<typeof updates>[number],
    ];
    expect(weight).toBe(3);
    expect(slots).toEqual({ expAvg: 0, expAvgSq: 0 });
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(nadam, { momentumDecay: -1 })).toContain(
      'momentumDecay: the momentum decay must be 0 or more, got -1',
    );
    expect(refusalOf(nadam, { betas: [0.9, 1] })).toContain('betas.1: a beta must be from 0 to below 1, got 1');
  });
});

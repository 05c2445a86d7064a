import '../register.js';
import { minimumBetween, minimumNear } from './minimum.js';

describe('The search for a minimum', () => {
  const curve = (x: number): number => (x - 1.25) ** 2 + 3;

  it('finds it between two numbers, and beyond them', () => {
    expect(minimumBetween(curve, -10, 10)).toBeCloseTo(1.25, 7);
    expect(minimumNear(curve, -2, 2)).toBeCloseTo(1.25, 7);
    expect(minimumNear((x) => curve(x - 500), -2, 2)).toBeCloseTo(501.25, 4);
    expect(minimumNear((x) => Math.abs(x + 40), 1, 2)).toBeCloseTo(-40, 5);
  });

  it('ends at an end where there is none between, and of curves without one', () => {
    expect(minimumBetween((x) => x, 2, 3)).toBeCloseTo(2, 5);
    expect(minimumBetween(() => NaN, 2, 3)).toBeGreaterThanOrEqual(2);
    expect(Number.isNaN(minimumNear((x) => -x, -2, 2))).toBe(false);
  });
});

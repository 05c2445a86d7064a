import { lars } from './lars.js';
import { descend } from '../shared/quadratic.fixture.js';
import { refusalOf } from '../shared/updates.fixture.js';
import { lamb } from '../adaptive/lamb.js';

const distance = (one: readonly number[], other: readonly number[]): number =>
  Math.hypot(...one.map((value, index) => value - other[index]!));

describe('lamb and lars', () => {
  it.each([
    ['lamb', lamb({ lr: 0.5 }), 0.5],
    ['lars', lars({ lr: 1, trustCoefficient: 0.25 }), 0.25],
  ])('%s makes a first step in proportion to each parameter', (_, optimizer, part) => {
    const start = { a: [3, 4], b: [-0.3, 0.4] };
    const { parameters } = descend(optimizer, start, 1);
    expect(distance(parameters['a']!, start.a)).toBeCloseTo(part * 5, 5);
    expect(distance(parameters['b']!, start.b)).toBeCloseTo(part * 0.5, 5);
  });

  it('stay finite at 0', () => {
    for (const optimizer of [lamb(), lars()])
      expect(descend(optimizer, { a: [0, 0] }, 2).parameters).toEqual({ a: [0, 0] });
  });

  it('refuse Nesterov momentum without a momentum, in groups too', () => {
    expect(refusalOf(lars, { momentum: 0, nesterov: true })).toContain(
      'nesterov: Nesterov momentum requires a momentum',
    );
    expect(refusalOf(lars, { nesterov: true, groups: [{ match: '*', momentum: 0 }] })).toContain('groups.0.nesterov');
  });
});

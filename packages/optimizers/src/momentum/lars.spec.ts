import { descend } from '../shared/quadratic.fixture.js';
import { refusalOf } from '../shared/updates.fixture.js';
import { lars } from './lars.js';

const distance = (one: readonly number[], other: readonly number[]): number =>
  Math.hypot(...one.map((value, index) => value - other[index]!));

describe('lars', () => {
  it('makes a first step in proportion to each parameter', () => {
    const start = { a: [3, 4], b: [-0.3, 0.4] };
    const { parameters } = descend(lars({ lr: 1, trustCoefficient: 0.25 }), start, 1);
    expect(distance(parameters['a']!, start.a)).toBeCloseTo(0.25 * 5, 5);
    expect(distance(parameters['b']!, start.b)).toBeCloseTo(0.25 * 0.5, 5);
  });

  it('stays finite at 0', () => {
    expect(descend(lars(), { a: [0, 0] }, 2).parameters).toEqual({ a: [0, 0] });
  });

  it('refuses Nesterov momentum without a momentum, in groups too', () => {
    expect(refusalOf(lars, { momentum: 0, nesterov: true })).toContain(
      'nesterov: Nesterov momentum requires a momentum',
    );
    expect(refusalOf(lars, { nesterov: true, groups: [{ match: '*', momentum: 0 }] })).toContain('groups.0.nesterov');
  });
});

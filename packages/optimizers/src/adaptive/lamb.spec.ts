import { descend } from '../shared/quadratic.fixture.js';
import { lamb } from './lamb.js';

const distance = (one: readonly number[], other: readonly number[]): number =>
  Math.hypot(...one.map((value, index) => value - other[index]!));

describe('lamb', () => {
  it('makes a first step in proportion to each parameter', () => {
    const start = { a: [3, 4], b: [-0.3, 0.4] };
    const { parameters } = descend(lamb({ lr: 0.5 }), start, 1);
    expect(distance(parameters['a']!, start.a)).toBeCloseTo(0.5 * 5, 5);
    expect(distance(parameters['b']!, start.b)).toBeCloseTo(0.5 * 0.5, 5);
  });

  it('stays finite at 0', () => {
    expect(descend(lamb(), { a: [0, 0] }, 2).parameters).toEqual({ a: [0, 0] });
  });
});

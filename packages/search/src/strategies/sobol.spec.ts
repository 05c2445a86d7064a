import { conditional, int, Study, uniform, type SearchSpaceInput } from '@lml/core';
import fc from 'fast-check';

import golden from '../goldens/sobol.json' with { type: 'json' };
import { sobolPoint } from '../shared/sobol-point.js';
import { sobol, type SobolOptions } from './sobol.js';

type Point = Readonly<Record<string, unknown>>;

function points(
  space: SearchSpaceInput | SearchSpaceInput[],
  limit: number,
  seed = 0,
  options?: SobolOptions,
): Point[] {
  const study = new Study({ space, strategy: sobol(options), seed, limit });
  return Array.from({ length: limit }, () => study.ask()!.params);
}

const units = (count: number): SearchSpaceInput =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`p${String(at).padStart(2, '0')}`, uniform({ low: 0, high: 1 })]),
  );

const late = golden.cases.filter(({ name }) => name === 'the millionth point');

describe('sobol', () => {
  it.each(golden.cases.filter((one) => !late.includes(one)))(
    'has the points of SciPy: $name',
    ({ input, expected }) => {
      const { dimensions } = golden.inputs[input as keyof typeof golden.inputs];
      const found = points(units(dimensions), expected.points.length, 7, { scramble: false });
      expect(found.map((point) => Object.values(point).map((value) => (value as number) * 1024))).toEqual(
        expected.points,
      );
    },
  );

  it('has the points of SciPy after a million others', () => {
    for (const [at, expected] of late[0]!.expected.points.entries()) {
      expect(sobolPoint(64, 1_000_000 + at).map((value) => value * 2 ** 30)).toEqual(expected);
    }
  });

  it('has one point in each of equal parts of each dimension, scrambled or not', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), fc.boolean(), (seed, power, scramble) => {
        const count = 2 ** power;
        const found = points(units(20), count, seed, { scramble }).map((point) => Object.values(point) as number[]);
        for (let dimension = 0; dimension < 20; dimension++) {
          const parts = found.map((point) => Math.floor(point[dimension]! * count)).sort((a, b) => a - b);
          expect(parts).toEqual(Array.from({ length: count }, (_, at) => at));
        }
        // The first two dimensions meet every square of a grid.
        const side = 2 ** Math.floor(power / 2);
        const squares = found.map(
          ([x, y]) => Math.floor(x! * side) * side + Math.floor(y! * (count / side)) / (count / side / side),
        );
        expect(new Set(found.map(String)).size).toBe(count);
        expect(new Set(squares.map(Math.floor)).size).toBe(side * side);
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('scrambles by the seed', () => {
    const [first, again, other] = [3, 3, 4].map((seed) => points(units(3), 8, seed));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first).not.toEqual(points(units(3), 8, 3, { scramble: false }));
  });

  it('deals choices, integers, branches and spaces evenly', () => {
    const branch = conditional({
      branches: { a: { rate: uniform({ low: 0, high: 1 }) }, b: { size: int({ low: 1, high: 2 }) } },
    });
    const found = points([{ branch, kind: ['x', 'y'] }, { kind: ['z'] }], 64, 5);
    const count = (test: (point: Point) => boolean): number => found.filter(test).length;
    expect(count(({ kind }) => kind === 'z')).toBe(32);
    expect(Math.abs(count(({ branch }) => branch === 'a') - 16)).toBeLessThanOrEqual(4);
    expect(Math.abs(count(({ kind }) => kind === 'x') - 16)).toBeLessThanOrEqual(4);
    for (const { branch: name, rate, size } of found) {
      expect(typeof rate).toBe(name === 'a' ? 'number' : 'undefined');
      expect(typeof size).toBe(name === 'b' ? 'number' : 'undefined');
    }
  });

  it('refuses more dimensions than there are numbers for', () => {
    expect(() => points(units(65), 1)).toThrow('a space of at most 64 dimensions for sobol');
    expect(points(units(64), 1)).toHaveLength(1);
  });
});

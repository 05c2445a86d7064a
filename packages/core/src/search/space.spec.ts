import fc from 'fast-check';

import { choice, conditional, int, logUniform, quantized, uniform } from '../index.js';
import type { ChoiceDistribution, Distribution } from './distribution.js';
import { allDistributions, chooseFrom, placeOf, spaceOption, valueAt } from './space.js';

const rate = uniform({ low: 0, high: 1 });
const nested = {
  z: choice({ values: [1, 2] }),
  kind: conditional({
    branches: { sgd: { momentum: rate, b: conditional({ branches: { on: { deep: rate } } }) }, adam: {} },
  }),
  a: rate,
};

describe('a space', () => {
  it('is made of distributions, configs of them and lists', () => {
    const input = { a: rate, b: { name: 'int', low: 1, high: 3 } as const, c: ['x', ['y']] };
    expect(spaceOption.parse(input)).toEqual({
      a: rate,
      b: int({ low: 1, high: 3 }),
      c: { type: 'choice', values: ['x', ['y']] },
    });
  });

  it.each<unknown>([[], 3, 'uniform()', { name: 'unifrom', low: 0, high: 1 }, { name: 'uniform', low: 1, high: 0 }])(
    'refuses %j as a distribution, at its place',
    (value) => {
      const { success, error } = spaceOption.safeParse({ rate: value });
      expect(success).toBe(false);
      expect(error!.issues[0]!.path[0]).toBe('rate');
    },
  );
});

describe('allDistributions', () => {
  it('has those of branches too, and of several of one name the first', () => {
    const first = uniform({ low: 0, high: 1 });
    const space = {
      kind: conditional({ branches: { a: { rate: first }, b: { rate: uniform({ low: 5, high: 6 }) } } }),
    };
    expect([...allDistributions(nested).keys()]).toEqual(['z', 'kind', 'momentum', 'b', 'deep', 'a']);
    expect(allDistributions(space).get('rate')).toBe(first);
  });
});

describe('chooseFrom', () => {
  it('asks by sorted names, and for a branch only where it was chosen', () => {
    const asked: string[] = [];
    const params = chooseFrom(nested, (distribution, name) => {
      asked.push(name);
      return valueAt(distribution, 0);
    });
    expect(asked).toEqual(['a', 'kind', 'b', 'deep', 'momentum', 'z']);
    expect(params).toEqual({ a: 0, kind: 'sgd', b: 'on', deep: 0, momentum: 0, z: 1 });
    expect(chooseFrom(nested, (distribution) => valueAt(distribution, 0.999))).toEqual({
      a: 0.999,
      kind: 'adam',
      z: 2,
    });
  });
});

describe('placeOf', () => {
  it('finds a value, or a copy of it', () => {
    const values = [[16], { name: 'sgd' }, 'x', 3, null];
    const distribution: ChoiceDistribution = { type: 'choice', values };
    expect(values.map((value) => placeOf(distribution, value))).toEqual([0, 1, 2, 3, 4]);
    expect(values.map((value) => placeOf(distribution, JSON.parse(JSON.stringify(value))))).toEqual([0, 1, 2, 3, 4]);
    expect([[17], 'y', '3', undefined].map((value) => placeOf(distribution, value))).toEqual([-1, -1, -1, -1]);
  });
});

describe('valueAt', () => {
  const end = 1 - 2 ** -53;

  it.each<[Distribution, unknown, unknown, unknown]>([
    [uniform({ low: -2, high: 2 }), -2, 0, 2],
    [logUniform({ low: 1e-4, high: 1 }), 1e-4, 1e-2, 1],
    [int({ low: 1, high: 4 }), 1, 3, 4],
    [int({ low: 8, high: 64, step: 8 }), 8, 40, 64],
    [int({ low: 1, high: 100, log: true }), 1, 7, 100],
    [quantized({ low: 0, high: 0.5, step: 0.25 }), 0, 0.25, 0.5],
    [choice({ values: ['a', 'b', 'c'] }), 'a', 'b', 'c'],
  ])('of %j is its lowest, its middle and its highest', (distribution, low, middle, high) => {
    const close = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(12)) : value);
    expect([0, 0.5, end].map((fraction) => close(valueAt(distribution, fraction)))).toEqual([low, middle, high]);
    expect(close(valueAt(distribution, 1))).toEqual(high);
  });

  it('gives each step, and each choice, an equal part', () => {
    const fractions = Array.from({ length: 600 }, (_, at) => (at + 0.5) / 600);
    for (const one of [
      int({ low: 0, high: 5 }),
      quantized({ low: 0, high: 0.5, step: 0.1 }),
      choice({ values: [1, 2, 3, 4, 5, 6] }),
    ]) {
      const counts = new Map<unknown, number>();
      for (const fraction of fractions) {
        const value = valueAt(one, fraction);
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      expect([...counts.values()]).toEqual(Array(6).fill(100));
    }
  });

  it('stays within the ends, in order, and on the steps', () => {
    const ends = fc.tuple(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 50 }),
    );
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(ends, fraction, fraction, ([low, width, step], one, other) => {
        const high = low + width;
        const all = [
          uniform({ low, high }),
          logUniform({ low, high }),
          int({ low, high, step }),
          int({ low, high, log: true }),
        ];
        for (const distribution of all) {
          const [a, b] = [Math.min(one, other), Math.max(one, other)].map((at) => valueAt(distribution, at) as number);
          expect(a).toBeGreaterThanOrEqual(low);
          expect(b).toBeLessThanOrEqual(distribution.high);
          expect(a).toBeLessThanOrEqual(b!);
          if (distribution.integer) expect((a! - low) % distribution.step!).toBe(0);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

import fc from 'fast-check';

import { holdOut } from './hold-out.js';

const fraction = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const seeds = fc.nat({ max: 2 ** 31 });
const runs = { seed: 1, numRuns: 200 };

const count = <Value>(values: readonly Value[], value: Value): number => values.filter((one) => one === value).length;
const own = (values: readonly number[], indices: ArrayLike<number>): number[] =>
  Array.from(indices, (at) => values[at]!);

/** Both parts, ascending, have every index once. */
function expectWhole(length: number, { train, test }: ReturnType<typeof holdOut>): void {
  const ascending = (part: ArrayLike<number>): number[] => Array.from(part).sort((a, b) => a - b);
  expect(Array.from(train)).toEqual(ascending(train));
  expect(Array.from(test)).toEqual(ascending(test));
  expect(ascending([...Array.from(train), ...Array.from(test)])).toEqual(Array.from({ length }, (_, at) => at));
}

describe('holding out', () => {
  it('divides the samples, as many as the fraction says, and leaves some on both sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fraction, seeds, (length, part, seed) => {
        const split = holdOut({ length }, part, seed);
        expectWhole(length, split);
        expect(split.test).toHaveLength(Math.min(length - 1, Math.max(1, Math.round(part * length))));
      }),
      runs,
    );
  });

  it('keeps the shares of classes, and every class on both sides', () => {
    const targets = fc.array(fc.nat({ max: 3 }), { minLength: 20, maxLength: 120 });
    fc.assert(
      fc.property(targets, fc.double({ min: 0.2, max: 0.6, noNaN: true }), seeds, (classes, part, seed) => {
        const names = [...new Set(classes)];
        fc.pre(names.length > 1 && names.every((name) => count(classes, name) > 1));
        const split = holdOut({ length: classes.length, targets: classes }, part, seed);
        expectWhole(classes.length, split);
        // A class with less than one sample there has one.
        const more = split.test.length - Math.round(part * classes.length);
        expect(more).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThan(names.length);
        for (const name of names) {
          const found = count(own(classes, split.test), name);
          const share = (count(classes, name) * split.test.length) / classes.length;
          expect(found).toBeGreaterThanOrEqual(1);
          expect(count(own(classes, split.train), name)).toBeGreaterThanOrEqual(1);
          // As near as whole samples allow; what a rare class must have, others lack.
          expect(Math.abs(found - share)).toBeLessThan(names.length);
        }
      }),
      runs,
    );
  });

  it('takes whole groups, and leaves one at least', () => {
    const groups = fc.array(fc.nat({ max: 9 }), { minLength: 2, maxLength: 100 });
    fc.assert(
      fc.property(groups, fraction, seeds, (names, part, seed) => {
        fc.pre(new Set(names).size > 1);
        const split = holdOut(
          { length: names.length, groups: names, targets: names.map((_, at) => at % 2) },
          part,
          seed,
        );
        expectWhole(names.length, split);
        const [train, test] = [new Set(own(names, split.train)), new Set(own(names, split.test))];
        expect([...test].filter((name) => train.has(name))).toEqual([]);
        expect(Math.min(train.size, test.size)).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  it('is the same by the same seed, and another by another', () => {
    const parts = [7, 7, 8].map((seed) => Array.from(holdOut({ length: 100 }, 0.2, seed).test));
    expect(parts[1]).toEqual(parts[0]);
    expect(parts[2]).not.toEqual(parts[0]);
  });

  it('takes numbers that are no classes, or a class of one sample, as they come', () => {
    for (const targets of [Array.from({ length: 10 }, (_, at) => at / 3), [0, 0, 0, 0, 0, 1, 1, 1, 1, 2]]) {
      const plain = holdOut({ length: 10 }, 0.3, 5);
      expect(holdOut({ length: 10, targets }, 0.3, 5)).toEqual(plain);
    }
  });
});

import { LmlError, RandomState } from '@lml/core';
import fc from 'fast-check';

import { kFold, type KFoldOptions } from './k-fold.js';

const split = (options: KFoldOptions, length: number): { train: number[]; test: number[] }[] =>
  [...kFold(options).split({ length })].map(({ train, test }) => ({
    train: Array.from(train),
    test: Array.from(test),
  }));

const problems = fc
  .record({ nSplits: fc.integer({ min: 2, max: 12 }), extra: fc.integer({ min: 0, max: 60 }) })
  .map(({ nSplits, extra }) => ({ nSplits, length: nSplits + extra }));
const orders = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((randomState) => ({ shuffle: true, randomState })),
);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error.code;
    throw error;
  }
  return 'none';
}

describe('kFold', () => {
  it('tests on every sample once and trains on all others', () => {
    fc.assert(
      fc.property(problems, orders, ({ nSplits, length }, order) => {
        const folds = split({ nSplits, ...order }, length);
        const all = Array.from({ length }, (_, i) => i);
        expect(folds).toHaveLength(nSplits);
        expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(all);
        for (const { train, test } of folds) {
          expect([...train, ...test].sort((a, b) => a - b)).toEqual(all);
          expect(test).toEqual([...test].sort((a, b) => a - b));
          expect(train).toEqual([...train].sort((a, b) => a - b));
          expect(test.length - Math.floor(length / nSplits)).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('goes on with a generator as scikit-learn does', () => {
    const splitter = kFold({ nSplits: 3, shuffle: true, randomState: new RandomState(42) });
    const rounds = [0, 1, 2].map(() => [...splitter.split({ length: 12 })].map(({ test }) => Array.from(test)));
    // Three calls of split on sklearn.model_selection.KFold(3, shuffle=True, random_state=RandomState(42)), 1.9.1.
    expect(rounds).toEqual([
      [
        [0, 8, 9, 10],
        [1, 2, 5, 11],
        [3, 4, 6, 7],
      ],
      [
        [0, 8, 9, 10],
        [1, 3, 4, 6],
        [2, 5, 7, 11],
      ],
      [
        [3, 4, 7, 10],
        [0, 1, 2, 6],
        [5, 8, 9, 11],
      ],
    ]);
  });

  it('gives the same folds in each call for a seed, and others for a generator', () => {
    const seeded = kFold({ shuffle: true, randomState: 3 });
    expect([...seeded.split({ length: 30 })]).toEqual([...seeded.split({ length: 30 })]);
    const going = kFold({ shuffle: true, randomState: new RandomState(3) });
    const first = [...going.split({ length: 30 })];
    expect(first).toEqual([...seeded.split({ length: 30 })]);
    expect([...going.split({ length: 30 })]).not.toEqual(first);
  });

  it('draws when it is called and not when the folds are read', () => {
    const going = kFold({ shuffle: true, randomState: new RandomState(3) });
    const [first, second] = [going.split({ length: 30 }), going.split({ length: 30 })];
    const readLate = [...second];
    const again = kFold({ shuffle: true, randomState: new RandomState(3) });
    expect([...first]).toEqual([...again.split({ length: 30 })]);
    expect([...first]).toEqual([...first]);
    expect(readLate).toEqual([...again.split({ length: 30 })]);
  });

  it('takes seed 0 where none is given', () => {
    expect(split({ shuffle: true }, 20)).toEqual(split({ shuffle: true, randomState: 0 }, 20));
  });

  it('has 5 folds unless told otherwise', () => {
    expect(split({}, 11)).toHaveLength(5);
  });

  it.each([
    [{ nSplits: 2 ** 53 }, 'nSplits'],
    [{ nSplits: '3' }, 'nSplits'],
    [{ shuffle: true, randomState: 0.5 }, 'randomState'],
    [{ shuffle: true, randomState: 2 ** 32 }, 'randomState'],
    [{ shuffle: true, randomState: {} }, 'randomState'],
    [{ shuffle: true, randomState: null }, 'randomState'],
    [{ folds: 3 }, 'folds'],
  ])('refuses %j', (options, name) => {
    let message = '';
    expect(
      codeOf(() => {
        try {
          (kFold as (options: unknown) => unknown)(options);
        } catch (error) {
          message = (error as Error).message;
          throw error;
        }
      }),
    ).toBe('LML_INVALID_OPTIONS');
    expect(message).toContain(`${name}: `);
  });

  it('refuses a length that is none', () => {
    for (const length of [-1, 1.5, NaN, Infinity]) {
      expect(codeOf(() => kFold().split({ length }))).toBe('LML_INVALID_ARGUMENT');
    }
  });
});

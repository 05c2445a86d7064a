import { LmlError, RandomState } from '@lml/core';
import fc from 'fast-check';

import { stratifiedKFold } from './stratified-k-fold.js';

const targetLists = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 80 });
const orders = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((randomState) => ({ shuffle: true, randomState })),
);

function refusal(run: () => unknown): LmlError {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('stratifiedKFold', () => {
  it('tests on every sample once, with each class spread evenly over the folds', () => {
    fc.assert(
      fc.property(targetLists, fc.integer({ min: 2, max: 3 }), orders, (targets, nSplits, order) => {
        const length = targets.length;
        const folds = [...stratifiedKFold({ nSplits, ...order }).split({ length, targets })];
        const all = targets.map((_, i) => i);
        expect(folds.flatMap(({ test }) => Array.from(test)).sort((a, b) => a - b)).toEqual(all);
        for (const { train, test } of folds) {
          const both = [...Array.from(train), ...Array.from(test)];
          expect(both.sort((a, b) => a - b)).toEqual(all);
        }
        for (const target of new Set(targets)) {
          const counts = folds.map(({ test }) => Array.from(test).filter((i) => targets[i] === target).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
        const sizes = folds.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('does not depend on how classes are named', () => {
    fc.assert(
      fc.property(targetLists, orders, (targets, order) => {
        const splitter = stratifiedKFold({ nSplits: 2, ...order });
        const named = targets.map((target) => `class ${9 - target}`);
        const length = targets.length;
        expect([...splitter.split({ length, targets: named })]).toEqual([...splitter.split({ length, targets })]);
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it('goes on with a generator as scikit-learn does', () => {
    const targets = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2];
    const splitter = stratifiedKFold({ nSplits: 3, shuffle: true, randomState: new RandomState(42) });
    const rounds = [0, 1, 2].map(() =>
      [...splitter.split({ length: 12, targets })].map(({ test }) => Array.from(test)),
    );
    // Three calls of split on sklearn.model_selection.StratifiedKFold(3, shuffle=True, random_state=RandomState(42)), 1.9.1.
    expect(rounds).toEqual([
      [
        [0, 3, 6, 10],
        [1, 5, 8, 9],
        [2, 4, 7, 11],
      ],
      [
        [1, 3, 4, 7],
        [0, 6, 8, 9],
        [2, 5, 10, 11],
      ],
      [
        [2, 3, 5, 9],
        [1, 4, 8, 11],
        [0, 6, 7, 10],
      ],
    ]);
  });

  it('gives the same folds in each call for a seed, and others for a generator', () => {
    const input = { length: 40, targets: Array.from({ length: 40 }, (_, i) => i % 3) };
    const seeded = stratifiedKFold({ shuffle: true });
    expect([...seeded.split(input)]).toEqual([...seeded.split(input)]);
    const going = stratifiedKFold({ shuffle: true, randomState: new RandomState(0) });
    expect([...going.split(input)]).toEqual([...seeded.split(input)]);
    expect([...going.split(input)]).not.toEqual([...seeded.split(input)]);
  });

  it('takes typed arrays as targets', () => {
    const targets = [0, 1, 1, 0, 1, 0, 0, 1];
    const splitter = stratifiedKFold({ nSplits: 2 });
    for (const Class of [Int32Array, Uint8Array, Float64Array]) {
      expect([...splitter.split({ length: 8, targets: Class.from(targets) })]).toEqual([
        ...splitter.split({ length: 8, targets }),
      ]);
    }
  });

  it('needs targets that are classes', () => {
    const split = (targets: unknown) => () => stratifiedKFold({ nSplits: 2 }).split({ length: 4, targets } as never);
    expect(refusal(split(undefined)).message).toContain('targets must be given where a split is stratified');
    expect(refusal(split([0, 1, NaN, 1])).message).toContain('targets[2] must be a whole number or a text');
    expect(refusal(split([0, 1, Infinity, 1])).message).toContain('targets[2] must be a whole number or a text');
    expect(refusal(split([0, 1, '0', 1])).message).toContain('targets[2] must be a number, as the targets before it');
    expect(refusal(split([0, 1])).code).toBe('LML_SHAPE_MISMATCH');
    expect(refusal(split([0, 1, 2, 3])).message).toContain('members of the largest class, 1, got 2');
  });
});

import { LmlError, RandomState } from '@lml/core';
import fc from 'fast-check';

import { trainTestSplit, type TrainTestSplitOptions } from './train-test-split.js';

function split(
  options: TrainTestSplitOptions,
  length: number,
  targets?: readonly (number | string)[],
): { train: number[]; test: number[] } {
  const [parts, ...others] = [...trainTestSplit(options).split({ length, targets })];
  expect(others).toEqual([]);
  return { train: Array.from(parts!.train), test: Array.from(parts!.test) };
}

function refusal(run: () => unknown): LmlError {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('trainTestSplit', () => {
  it('gives each sample to one part, or to none where both sizes are given', () => {
    const sizes = fc.double({ min: 0.05, max: 0.45, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 200 }), sizes, fc.option(sizes), seeds, (length, test, train, seed) => {
        const parts = split({ testSize: test, trainSize: train ?? undefined, randomState: seed }, length);
        const taken = [...parts.train, ...parts.test];
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.every((index) => index >= 0 && index < length)).toBe(true);
        expect(parts.test).toHaveLength(Math.ceil(test * length));
        expect(parts.train).toHaveLength(train === null ? length - parts.test.length : Math.floor(train * length));
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('keeps the share of each class within one sample', () => {
    const targetLists = fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 120 })
      .map((targets) => [...targets, 0, 0, 1, 1, 2, 2, 3, 3]);
    fc.assert(
      fc.property(targetLists, fc.double({ min: 0.2, max: 0.6, noNaN: true }), seeds, (targets, testSize, seed) => {
        const length = targets.length;
        const { train, test } = split({ testSize, stratify: true, randomState: seed }, length, targets);
        expect([...train, ...test].sort((a, b) => a - b)).toEqual(targets.map((_, i) => i));
        for (const target of [0, 1, 2, 3]) {
          const share = targets.filter((other) => other === target).length / length;
          const trained = train.filter((i) => targets[i] === target).length;
          expect(Math.abs(trained - share * train.length)).toBeLessThan(1);
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('trains on the first samples and tests on the next without shuffling', () => {
    expect(split({ trainSize: 3, testSize: 2, shuffle: false }, 8)).toEqual({ train: [0, 1, 2], test: [3, 4] });
  });

  it('takes a number below 1 as a fraction and from 1 as a count', () => {
    expect(split({ testSize: 0.5 }, 10).test).toHaveLength(5);
    expect(split({ testSize: 1 }, 10).test).toHaveLength(1);
    expect(split({ trainSize: 1 }, 10).test).toHaveLength(9);
  });

  it('gives the same parts in each call for a seed, and others for a generator', () => {
    expect(split({}, 50)).toEqual(split({ randomState: 0 }, 50));
    const going = trainTestSplit({ randomState: new RandomState(0) });
    const first = [...going.split({ length: 50 })];
    expect(first).toEqual([...trainTestSplit().split({ length: 50 })]);
    expect([...going.split({ length: 50 })]).not.toEqual(first);
  });

  it('orders classes as NumPy does: by value, and texts by code points', () => {
    // U+1F600 stands after U+FF5E, but its first UTF-16 unit stands before it.
    const astral = Array.from({ length: 12 }, (_, i) => ['\u{1f600}', '\uff5e', 'z'][i % 3]!);
    const plain = astral.map((text) => ({ z: 0, '\uff5e': 1, '\u{1f600}': 2 })[text]!);
    const options = { testSize: 4, stratify: true, randomState: 42 };
    expect(split(options, 12, astral)).toEqual(split(options, 12, plain));
    const prefixes = Array.from({ length: 12 }, (_, i) => ['abc', 'ab', ''][i % 3]!);
    expect(split(options, 12, prefixes)).toEqual(
      split(
        options,
        12,
        prefixes.map((text) => text.length),
      ),
    );
    const negative = plain.map((code) => code - 10.5);
    expect(split(options, 12, negative)).toEqual(split(options, 12, plain));
  });

  it('needs targets to stratify by', () => {
    const stratified = trainTestSplit({ stratify: true });
    const message = 'targets must be given where a split is stratified, got undefined.';
    expect(refusal(() => stratified.split({ length: 8 })).message).toContain(message);
    const targets = [0, 1, NaN, 1];
    expect(refusal(() => stratified.split({ length: 4, targets })).message).toContain(
      'targets[2] must be a finite number',
    );
  });

  it('says what the sizes come to where they do not fit', () => {
    expect(refusal(() => split({ testSize: 6, trainSize: 0.6 }, 10)).message).toContain(
      'The sum of trainSize and testSize must be at most the number of samples, 10, got 12. Reduce testSize or trainSize.',
    );
    const { code, message } = refusal(() => split({}, 1));
    expect(code).toBe('LML_EMPTY_DATASET');
    expect(message).toContain(
      'With 1 samples, testSize 0.25 and trainSize undefined, the training part would be empty.',
    );
    expect(refusal(() => split({}, -1)).code).toBe('LML_INVALID_ARGUMENT');
  });
});

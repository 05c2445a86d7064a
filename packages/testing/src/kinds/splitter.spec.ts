import type { FoldIndices, SplitInput, Splitter } from '@lml/core';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/** Halves, one as test and the other as train. */
const halves: Splitter = {
  *split({ length }) {
    const half = Math.floor(length / 2);
    yield { train: Int32Array.from(range(half, length)), test: range(0, half) };
    yield { train: range(0, half), test: range(half, length) };
  },
};

const splitter = (split: (input: SplitInput) => Iterable<FoldIndices>, traits?: Record<string, unknown>) =>
  componentOf('splitter', () => ({ split }), traits);
const one =
  (train: number[], test: number[]): (() => FoldIndices[]) =>
  () => [{ train, test }];

describe('the checks of a splitter', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(splitter((input) => halves.split(input)))).toEqual({});
  });

  it('let samples be left out where that is declared', async () => {
    const some = one(range(0, 10), range(10, 20));
    expect((await failuresOf(splitter(some)))['splitter/complete']).toMatch(/uses 20 of 24.*complete: false/);
    expect(await failuresOf(splitter(some, { conformance: { complete: false } }))).toEqual({});
    expect(await failuresOf(splitter(some, { conformance: { length: 20 } }))).toEqual({});
  });

  it('show targets and groups, or none', async () => {
    const seen: SplitInput[] = [];
    const conformance = { targets: false, groups: range(0, 24) };
    const watching = splitter(
      (input) => {
        seen.push(input);
        return halves.split(input);
      },
      { conformance },
    );
    expect(await failuresOf(watching)).toEqual({});
    expect(seen[0]).toEqual({ length: 24, targets: undefined, groups: range(0, 24) });
  });

  let calls = 0;
  it.each<[string, string, (input: SplitInput) => Iterable<FoldIndices>, RegExp]>([
    ['no split', 'splitter/indices', () => [], /no split/],
    ['no test samples', 'splitter/indices', one(range(0, 24), []), /no test samples/],
    ['an index beyond the end', 'splitter/indices', one(range(0, 24), [24]), /test index 24, of 24/],
    ['an index twice', 'splitter/indices', one([0, 0, ...range(1, 12)], range(12, 24)), /train index twice/],
    ['a sample on both sides', 'splitter/disjoint', one(range(0, 13), range(12, 24)), /sample 12 in train and in test/],
    ['samples that are left out', 'splitter/complete', one(range(0, 12), range(13, 24)), /uses 23 of 24/],
    [
      'other splits at each call',
      'splitter/repeatable',
      () =>
        one(
          range(0, 24).filter((index) => index !== calls % 24),
          [calls++ % 24],
        )(),
      /two calls gave/,
    ],
    [
      'arguments that are changed',
      'splitter/repeatable',
      (input) => {
        (input.targets as number[]).reverse();
        return halves.split(input);
      },
      /changed its argument/,
    ],
  ])('find %s', async (_name, id, split, message) => {
    expect((await failuresOf(splitter(split)))[id]).toMatch(message);
  });
});

import { RandomState } from '@lml/core';

import { kFoldSplitter } from './k-fold-splitter.js';

const alternating = (length: number): Int32Array => Int32Array.from({ length }, (_, index) => index % 2);

describe('kFoldSplitter', () => {
  it('tests on each fold once and trains on the others, in ascending order, as often as it is asked', () => {
    const splitter = kFoldSplitter({
      nSplits: 2,
      shuffle: false,
      dealer:
        ({ length }) =>
        () =>
          alternating(length),
    });
    const splits = splitter.split({ length: 5 });
    for (let round = 0; round < 2; round++) {
      expect([...splits].map(({ train, test }) => [Array.from(train), Array.from(test)])).toEqual([
        [
          [1, 3],
          [0, 2, 4],
        ],
        [
          [0, 2, 4],
          [1, 3],
        ],
      ]);
    }
  });

  it('gives a generator only where samples are shuffled, seeded by the option', () => {
    const drawn: (number | undefined)[] = [];
    const dealer =
      ({ length }: { length: number }) =>
      (random?: RandomState): Int32Array => {
        drawn.push(random?.randint(0, 1000));
        return alternating(length);
      };
    kFoldSplitter({ nSplits: 2, shuffle: false, dealer }).split({ length: 4 });
    kFoldSplitter({ nSplits: 2, shuffle: true, randomState: 7, dealer }).split({ length: 4 });
    kFoldSplitter({ nSplits: 2, shuffle: true, dealer }).split({ length: 4 });
    expect(drawn).toEqual([undefined, new RandomState(7).randint(0, 1000), new RandomState(0).randint(0, 1000)]);
  });

  it('refuses more folds than samples', () => {
    const splitter = kFoldSplitter({
      nSplits: 3,
      shuffle: false,
      dealer:
        ({ length }) =>
        () =>
          alternating(length),
    });
    expect(() => splitter.split({ length: 2 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});

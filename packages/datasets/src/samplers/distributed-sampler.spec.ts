import fc from 'fast-check';

import '../index.js';
import { distributedSampler } from './distributed-sampler.js';
import { contextOf, countsOf, indicesOf } from './sampler.fixture.js';

type Shares = { numReplicas: number; shuffle?: boolean; dropLast?: boolean; epoch?: number };

const sharesOf = (length: number, { numReplicas, epoch = 0, ...options }: Shares): number[][] =>
  Array.from({ length: numReplicas }, (_, rank) =>
    indicesOf(distributedSampler({ numReplicas, rank, ...options }), contextOf(length, { epoch })),
  );

describe('distributed-sampler', () => {
  // As PyTorch's DistributedSampler deals them out.
  it.each<[number, Shares, number[][]]>([
    [
      10,
      { numReplicas: 4 },
      [
        [0, 4, 8],
        [1, 5, 9],
        [2, 6, 0],
        [3, 7, 1],
      ],
    ],
    [
      10,
      { numReplicas: 4, dropLast: true },
      [
        [0, 4],
        [1, 5],
        [2, 6],
        [3, 7],
      ],
    ],
    [
      8,
      { numReplicas: 4 },
      [
        [0, 4],
        [1, 5],
        [2, 6],
        [3, 7],
      ],
    ],
    [
      8,
      { numReplicas: 4, dropLast: true },
      [
        [0, 4],
        [1, 5],
        [2, 6],
        [3, 7],
      ],
    ],
    [2, { numReplicas: 5 }, [[0], [1], [0], [1], [0]]],
    [3, { numReplicas: 1 }, [[0, 1, 2]]],
  ])('deals out %i samples with %j', (length, options, shares) => {
    expect(sharesOf(length, { ...options, shuffle: false })).toEqual(shares);
  });

  it('deals out all samples, in shares of one length', () =>
    fc.assert(
      fc.property(
        fc.record({
          length: fc.integer({ min: 1, max: 40 }),
          numReplicas: fc.integer({ min: 1, max: 9 }),
          epoch: fc.nat(9),
        }),
        fc.boolean(),
        fc.boolean(),
        ({ length, numReplicas, epoch }, shuffle, dropLast) => {
          fc.pre(!dropLast || length >= numReplicas);
          const shares = sharesOf(length, { numReplicas, shuffle, dropLast, epoch });
          expect(new Set(shares.map((share) => share.length)).size).toBe(1);
          const counts = countsOf(shares.flat(), length);
          const total = shares.flat().length;
          if (dropLast) {
            expect(Math.max(...counts)).toBe(1);
            expect(length - total).toBeLessThan(numReplicas);
          } else {
            expect(Math.min(...counts)).toBeGreaterThan(0);
            expect(total - length).toBeLessThan(numReplicas);
          }
        },
      ),
    ));

  it('shuffles all shares together, anew in each epoch', () => {
    const [first, second] = [0, 1].map((epoch) => sharesOf(12, { numReplicas: 3, epoch }));
    expect(countsOf(first!.flat(), 12)).toEqual(new Array(12).fill(1));
    expect(first).not.toEqual(second);
    expect(first![0]).not.toEqual([0, 3, 6, 9]);
  });

  it('refuses a rank that there is not, and shares without a sample', () => {
    expect(() => distributedSampler({ numReplicas: 2, rank: 2 })).toThrow(/rank: must be below numReplicas, 2, got 2/);
    expect(() => sharesOf(2, { numReplicas: 3, dropLast: true })).toThrow(
      /numReplicas must be 2 at most, the number of samples, got 3.*LML_INVALID_ARGUMENT/,
    );
    expect(sharesOf(0, { numReplicas: 2 })).toEqual([[], []]);
  });
});

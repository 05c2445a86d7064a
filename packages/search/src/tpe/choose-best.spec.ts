import fc from 'fast-check';

import { chooseBest } from './choose-best.js';
import { covers, hypervolume, type Losses } from './hypervolume.js';

const SIDE = 5;
const pointsOf = (size: number): fc.Arbitrary<Losses[]> =>
  fc.array(fc.array(fc.integer({ min: 0, max: SIDE - 1 }), { minLength: size, maxLength: size }), {
    minLength: 1,
    maxLength: 12,
  });
const points = fc.integer({ min: 1, max: 4 }).chain(pointsOf);

/** The cells of a grid that lie above a point. */
function cells(all: readonly Losses[]): number {
  const size = all[0]!.length;
  const corners = Array.from({ length: SIDE ** size }, (_, cell) =>
    Array.from({ length: size }, (_, at) => Math.floor(cell / SIDE ** at) % SIDE),
  );
  return corners.filter((corner) => all.some((point) => covers(point, corner))).length;
}

describe('hypervolume', () => {
  it('is the number of cells of a grid that are covered', () => {
    fc.assert(
      fc.property(points, (all) => {
        expect(
          hypervolume(
            all,
            all[0]!.map(() => SIDE),
          ),
        ).toBe(cells(all));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('chooseBest', () => {
  it('chooses as many as it should, and none while one that beats it is left', () => {
    fc.assert(
      fc.property(points, fc.nat(14), (all, count) => {
        const chosen = chooseBest(all, count);
        expect(new Set(chosen).size).toBe(Math.min(count, all.length));
        const left = [...all.keys()].filter((at) => !chosen.includes(at));
        const beats = (a: Losses, b: Losses): boolean => covers(a, b) && !covers(b, a);
        for (const at of chosen) for (const other of left) expect(beats(all[other]!, all[at]!)).toBe(false);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('chooses of a front one after the other what adds most volume', () => {
    // A line: the ends of it span least with the reference, 1.1 times the worst.
    const front = [...Array(9).keys()].map((x) => [x + 1, 9 - x, 1]);
    const reference = [9.9, 9.9, 1.1];
    const greedy: number[] = [];
    for (let count = 1; count < 9; count++) {
      const volumes = front.map((point) => hypervolume([...greedy.map((at) => front[at]!), point], reference));
      greedy.push(volumes.findIndex((volume) => volume > Math.max(...volumes) - 1e-9));
      expect(chooseBest(front, count).sort()).toEqual([...greedy].sort());
    }
  });

  it('takes of equal points one each before any twice', () => {
    const all = [
      [1, 2],
      [1, 2],
      [2, 1],
      [1, 2],
      [3, 3],
    ];
    expect(chooseBest(all, 3)).toEqual([0, 2, 1]);
    expect(chooseBest(all, 4).sort()).toEqual([0, 1, 2, 3]);
  });

  it('takes the first where losses have no finite bound', () => {
    expect(
      chooseBest(
        [
          [1e308, 2],
          [1.7e308, 1],
          [0, 3],
        ],
        1,
      ),
    ).toEqual([2]);
  });
});

import fc from 'fast-check';

import { editDistanceOf, editsOf } from './edits.js';

const tokens = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });

/** Every way to make one list of the other, by its edits and hits. */
function ways(ours: readonly string[], right: readonly string[]): { distance: number; hits: number }[] {
  const [own, ...rest] = ours;
  const [due, ...others] = right;
  if (own === undefined) return [{ distance: right.length, hits: 0 }];
  if (due === undefined) return [{ distance: ours.length, hits: 0 }];
  const isMatch = own === due;
  const step = (found: { distance: number; hits: number }[], edits: number, hits: number) =>
    found.map((one) => ({ distance: one.distance + edits, hits: one.hits + hits }));
  return [
    ...step(ways(rest, others), isMatch ? 0 : 1, isMatch ? 1 : 0),
    ...step(ways(rest, right), 1, 0),
    ...step(ways(ours, others), 1, 0),
  ];
}

describe('editsOf', () => {
  it('finds the fewest edits, with hits of a way that has as few', () => {
    const short = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 });
    fc.assert(
      fc.property(short, short, (ours, right) => {
        const all = ways(ours, right);
        const fewest = Math.min(...all.map(({ distance }) => distance));
        const found = editsOf(ours, right);
        expect(found.distance).toBe(fewest);
        expect(all).toContainEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  it('is a distance', () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, (a, b, c) => {
        const between = (x: readonly string[], y: readonly string[]): number => editsOf(x, y).distance;
        expect(between(a, a)).toBe(0);
        expect(between(a, b)).toBe(between(b, a));
        expect(between(a, c)).toBeLessThanOrEqual(between(a, b) + between(b, c));
        expect(editDistanceOf(a, b, 1)).toBe(between(a, b));
      }),
    );
  });
});

describe('editDistanceOf', () => {
  it('puts in and leaves out where a replacement costs as much', () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        // Then only what is common in order is kept.
        expect(editDistanceOf(a, b, 2)).toBe(editDistanceOf(a, b, 7));
        expect(editDistanceOf(a, b, 0)).toBe(Math.abs(a.length - b.length));
      }),
    );
  });
});

import { z } from 'zod';

/** The options of what lays boxes out in a grid, as entries of a zod object. */
export const gridShape = {
  /** How many cells a side of the grid has. Default: `2`. */
  cells: z.int().min(1).default(2).describe('How many cells a side of the grid has.'),
  /** How long a side of an image is. Default: `8`. */
  side: z.number().positive().default(8).describe('How long a side of an image is.'),
};

/** A box: left, top, right, bottom. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What two boxes share, divided by what they cover together. */
export function overlap(a: Box, b: Box): number {
  const [width, height] = [0, 1].map((axis) =>
    Math.max(0, Math.min(a[axis + 2]!, b[axis + 2]!) - Math.max(a[axis]!, b[axis]!)),
  ) as [number, number];
  const shared = width * height;
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared);
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

/** The boxes of an array `[n, 4]`. */
export function boxesOf(data: ArrayLike<number>): Box[] {
  return Array.from({ length: data.length / 4 }, (_, row) => {
    const at = (axis: number): number => Number(data[row * 4 + axis]);
    return [at(0), at(1), at(2), at(3)];
  });
}

import { InvalidArgumentError } from '@lml/core';

/** The most pairs that are compared at a time: a gigabyte. */
const MOST_PAIRS = 2 ** 27;

/** Boxes in rows of four: left, top, width, height. */
export interface Boxes {
  /** How many there are. */
  readonly count: number;
  /** Left, top, width, height of one after the other. */
  readonly data: Float64Array;
}

/** Boxes from rows. */
export function xywhBoxes(rows: readonly (readonly [number, number, number, number])[]): Boxes {
  return { count: rows.length, data: Float64Array.from(rows.flat()) };
}

/**
 * Intersection over union of each box with each of others, in rows, as COCO has it: of a crowd the share of the first box that lies within.
 *
 * @throws `LML_INVALID_ARGUMENT` for more than 2²⁷ pairs.
 */
export function overlapsOfBoxes(boxes: Boxes, others: Boxes, isCrowd: (other: number) => boolean): Float64Array {
  if (boxes.count * others.count > MOST_PAIRS)
    throw new InvalidArgumentError('Objects', `at most ${MOST_PAIRS} pairs`, `${boxes.count} and ${others.count}`);
  const overlaps = new Float64Array(boxes.count * others.count);
  const [a, b] = [boxes.data, others.data];
  for (let other = 0; other < others.count; other++) {
    const [left, top, width, height] = [b[4 * other]!, b[4 * other + 1]!, b[4 * other + 2]!, b[4 * other + 3]!];
    const crowd = isCrowd(other);
    for (let box = 0; box < boxes.count; box++) {
      const [x, y, w, h] = [a[4 * box]!, a[4 * box + 1]!, a[4 * box + 2]!, a[4 * box + 3]!];
      const across = Math.min(x + w, left + width) - Math.max(x, left);
      const down = Math.min(y + h, top + height) - Math.max(y, top);
      if (!(across > 0 && down > 0)) continue;
      const intersection = across * down;
      const union = crowd ? w * h : w * h + width * height - intersection;
      overlaps[box * others.count + other] = intersection / union;
    }
  }
  return overlaps;
}

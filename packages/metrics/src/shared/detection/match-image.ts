/** Up to which area an object is counted, and from which on. */
export interface AreaRange {
  /** Its name. */
  readonly name: 'all' | 'small' | 'medium' | 'large';
  /** The least area, in pixels. */
  readonly least: number;
  /** The largest. */
  readonly most: number;
}

/** The ranges of areas of COCO. */
export const AREAS: readonly AreaRange[] = [
  { name: 'all', least: 0, most: 1e10 },
  { name: 'small', least: 0, most: 32 ** 2 },
  { name: 'medium', least: 32 ** 2, most: 96 ** 2 },
  { name: 'large', least: 96 ** 2, most: 1e10 },
];

/** What was found and what is there, of one class of one image. */
export interface ClassInImage {
  /** How many were found, the likeliest first. */
  readonly found: number;
  /** How many are there. */
  readonly right: number;
  /** How much each found one overlaps each right one, in rows. */
  readonly overlaps: Float64Array;
  /** The areas of those found. */
  readonly foundAreas: ArrayLike<number>;
  /** The areas of right ones. */
  readonly rightAreas: ArrayLike<number>;
  /** Whether a right one is a crowd, which any number may match and none must. */
  readonly crowds: ArrayLike<number>;
}

/** A found object that is right. */
export const RIGHT = 1;
/** One that counts neither way. */
export const LEFT_OUT = 2;
/** One that is wrong. */
const WRONG = 0;

/**
 * COCO's matching: each object found takes, the likeliest first, the right one that it overlaps most and that is free, if by as much as the
 * threshold. Right ones that are crowds or outside of the range of areas are taken last, and what takes them does not count; nor does what
 * takes none and is outside.
 *
 * @param marks - Where it is written what became of each found one: `areas · thresholds` in a row.
 *
 * @returns for each range of areas how many right ones count, and one after the other which.
 */
export function matchClass(one: ClassInImage, thresholds: readonly number[], marks: Uint8Array): Uint8Array {
  const { found, right, overlaps, foundAreas, rightAreas, crowds } = one;
  const counts = new Uint8Array(right * AREAS.length);
  const width = AREAS.length * thresholds.length;
  const order = new Int32Array(right);
  const ignored = new Uint8Array(right);
  const taken = new Uint8Array(right);
  AREAS.forEach(({ least, most }, area) => {
    const isOutside = (size: number): boolean => size < least || size > most;
    let place = 0;
    for (let at = 0; at < right; at++) {
      ignored[at] = crowds[at] !== 0 || isOutside(rightAreas[at]!) ? 1 : 0;
      counts[at * AREAS.length + area] = 1 - ignored[at]!;
      if (ignored[at] === 0) order[place++] = at;
    }
    const counting = place;
    for (let at = 0; at < right; at++) if (ignored[at] === 1) order[place++] = at;
    thresholds.forEach((threshold, level) => {
      taken.fill(0);
      for (let row = 0; row < found; row++) {
        let [best, most] = [-1, Math.min(threshold, 1 - 1e-10)];
        for (let rank = 0; rank < right; rank++) {
          // One that counts goes before all that do not.
          if (rank === counting && best >= 0) break;
          const at = order[rank]!;
          if (taken[at] === 1 && crowds[at] === 0) continue;
          const overlap = overlaps[row * right + at]!;
          if (overlap < most) continue;
          [best, most] = [at, overlap];
        }
        const mark = row * width + area * thresholds.length + level;
        if (best < 0) marks[mark] = isOutside(foundAreas[row]!) ? LEFT_OUT : WRONG;
        else {
          marks[mark] = ignored[best] === 1 ? LEFT_OUT : RIGHT;
          taken[best] = 1;
        }
      }
    });
  });
  return counts;
}

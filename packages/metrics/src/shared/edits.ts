import { numbered } from './words.js';

/** How one text differs from another, by the fewest edits. */
export interface Edits {
  /** How many tokens are put in, left out or replaced. */
  readonly distance: number;
  /** How many tokens of the two are matched. */
  readonly hits: number;
}

/**
 * The fewest edits (a token put in, left out or replaced) that make the reference of the prediction, and how many tokens then match. What
 * both begin and end with matches. Of several ways for the rest with as few edits, that is taken which, from the end on, leaves a token of
 * the reference out where it can, and else puts a token of the prediction in only where a match or a replacement would be no better: the way
 * of jiwer and RapidFuzz, whose hits these are.
 *
 * Takes a time of the product of both lengths and memory of one.
 */
export function editsOf(prediction: readonly string[], reference: readonly string[]): Edits {
  const { ours, right, same } = withoutEnds(prediction, reference);
  const width = right.length + 1;
  // Of the prediction's first tokens, a row at a time: the distance to each beginning of the reference, and the hits on the way.
  let [above, below] = [Int32Array.from({ length: width }, (_, at) => at), new Int32Array(width)];
  let [hitsAbove, hitsBelow] = [new Int32Array(width), new Int32Array(width)];
  for (let row = 1; row <= ours.length; row++) {
    below[0] = row;
    hitsBelow[0] = 0;
    for (let at = 1; at < width; at++) {
      const matches = ours[row - 1] === right[at - 1];
      const kept = above[at - 1]! + (matches ? 0 : 1);
      const left = below[at - 1]! + 1;
      const put = above[at]! + 1;
      const distance = Math.min(kept, left, put);
      below[at] = distance;
      if (left === distance) hitsBelow[at] = hitsBelow[at - 1]!;
      // Here only a step that goes down in the row above is as good as a match.
      else if (put === above[at - 1]! && put === distance) hitsBelow[at] = hitsAbove[at]!;
      else hitsBelow[at] = hitsAbove[at - 1]! + (matches ? 1 : 0);
    }
    [above, below] = [below, above];
    [hitsAbove, hitsBelow] = [hitsBelow, hitsAbove];
  }
  return { distance: above[width - 1]!, hits: same + hitsAbove[width - 1]! };
}

/** The least cost of edits that make one text of the other, where to replace a token costs `substitution`, and to put in or leave out 1. */
export function editDistanceOf(
  prediction: readonly string[],
  reference: readonly string[],
  substitution: number,
): number {
  const { ours, right } = withoutEnds(prediction, reference);
  const row = Float64Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const token of ours) {
    let diagonal = row[0]!;
    row[0]! += 1;
    for (let at = 1; at < row.length; at++) {
      const kept = diagonal + (token === right[at - 1] ? 0 : substitution);
      diagonal = row[at]!;
      row[at] = Math.min(kept, row[at - 1]! + 1, diagonal + 1);
    }
  }
  return row[right.length]!;
}

/** Tokens of both as numbers, without those that both begin and end with, and how many those are. */
function withoutEnds(
  prediction: readonly string[],
  reference: readonly string[],
): { readonly ours: Int32Array; readonly right: Int32Array; readonly same: number } {
  const [ours, right] = numbered(prediction, reference) as [Int32Array, Int32Array];
  const shorter = Math.min(ours.length, right.length);
  let start = 0;
  while (start < shorter && ours[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && ours.at(-1 - end) === right.at(-1 - end)) end++;
  const rest = (tokens: Int32Array): Int32Array => tokens.subarray(start, tokens.length - end);
  return { ours: rest(ours), right: rest(right), same: start + end };
}

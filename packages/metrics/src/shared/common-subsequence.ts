import { InvalidArgumentError } from '@lml/core';

import { numbered } from './words.js';

/** The most cells of a table that is kept, one byte each. */
const MOST_CELLS = 2 ** 28;

/** The length of the longest common subsequence of two texts. Takes a time of the product of both lengths and memory of one. */
export function commonLength(a: readonly string[], b: readonly string[]): number {
  const [first, second] = numbered(a, b) as [Int32Array, Int32Array];
  const row = new Int32Array(second.length + 1);
  for (const token of first) {
    let diagonal = 0;
    for (let at = 1; at < row.length; at++) {
      const above = row[at]!;
      row[at] = token === second[at - 1] ? diagonal + 1 : Math.max(above, row[at - 1]!);
      diagonal = above;
    }
  }
  return row[second.length]!;
}

/**
 * Which tokens of a reference are part of one longest common subsequence with a prediction. Of several it is that which rouge-score finds: from
 * the end on a match is taken, else a token of the prediction is left out only where that is better.
 *
 * @throws `LML_INVALID_ARGUMENT` for texts whose lengths make a table of more than 2²⁸ cells.
 */
export function commonPlaces(reference: readonly string[], prediction: readonly string[]): number[] {
  const [right, ours] = numbered(reference, prediction) as [Int32Array, Int32Array];
  const width = ours.length + 1;
  if (right.length * width > MOST_CELLS) {
    const received = `${right.length} and ${ours.length}`;
    const remedy = 'Put line breaks between sentences, or leave rougeLsum out.';
    throw new InvalidArgumentError('The words of two sentences', `at most ${MOST_CELLS} multiplied`, received, remedy);
  }
  // Whether leaving a token of the prediction out is better than leaving one of the reference out.
  const leaves = new Uint8Array(right.length * width);
  let [above, below] = [new Int32Array(width), new Int32Array(width)];
  for (const [row, token] of right.entries()) {
    for (let at = 1; at < width; at++) {
      const isMatch = token === ours[at - 1];
      below[at] = isMatch ? above[at - 1]! + 1 : Math.max(above[at]!, below[at - 1]!);
      leaves[row * width + at] = below[at - 1]! > above[at]! ? 1 : 0;
    }
    [above, below] = [below, above];
  }
  const places: number[] = [];
  let [row, at] = [right.length - 1, ours.length];
  while (row >= 0 && at > 0) {
    if (right[row] === ours[at - 1]) {
      places.push(row);
      row -= 1;
      at -= 1;
    } else if (leaves[row * width + at] === 1) at -= 1;
    else row -= 1;
  }
  return places.reverse();
}

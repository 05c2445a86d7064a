import { numbered } from './words.js';

/** What the steps of an extended edit distance cost. */
export interface ExtendedEditCosts {
  /** A jump at a space of the reference. */
  readonly alpha: number;
  /** A character of the prediction that is come to again, or never. */
  readonly rho: number;
  /** A character of the prediction that is left out. */
  readonly deletion: number;
  /** A character that is put in. */
  readonly insertion: number;
}

/**
 * The extended edit distance of characters, from 0 to 1: the cheapest way through the grid of both, on which after each space of the reference
 * one may jump to any place of the prediction. For each character of the reference the cheapest place is visited; `rho` is paid for each
 * further visit of a place, and for each place that never was.
 */
export function extendedEditDistanceOf(
  prediction: readonly string[],
  reference: readonly string[],
  { alpha, rho, deletion, insertion }: ExtendedEditCosts,
): number {
  const [ours, right] = numbered(prediction, reference) as [Int32Array, Int32Array];
  const width = ours.length + 1;
  const visits = new Int32Array(width).fill(-1);
  let row = new Float64Array(width).fill(1);
  row[0] = 0;
  let next = new Float64Array(width);
  for (const [at, character] of right.entries()) {
    next[0] = row[0]! + 1;
    let cheapest = 0;
    for (let place = 1; place < width; place++) {
      const kept = row[place - 1]! + (ours[place - 1] === character ? 0 : 1);
      next[place] = Math.min(next[place - 1]! + deletion, kept, row[place]! + insertion);
      if (next[place]! < next[cheapest]!) cheapest = place;
    }
    visits[cheapest]! += 1;
    if (reference[at] === ' ') {
      const jump = alpha + next[cheapest]!;
      for (let place = 0; place < width; place++) next[place] = Math.min(next[place]!, jump);
    }
    [row, next] = [next, row];
  }
  const coverage = rho * visits.reduce((sum, count) => sum + (count >= 0 ? count : 1), 0);
  return Math.min(1, (row[width - 1]! + coverage) / (right.length + coverage));
}

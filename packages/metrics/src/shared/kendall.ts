import { runsOf, sortedOrder } from './sorted-order.js';
import type { Pairs } from './kept-pairs.js';

/** How many pairs of samples are in the same order by prediction and by target, and how many are tied. */
export interface PairCounts {
  readonly samples: number;
  readonly concordant: number;
  readonly discordant: number;
  readonly predictions: Ties;
  readonly targets: Ties;
}

/** Of the numbers t of samples that share a value. */
export interface Ties {
  /** How many values there are. */
  readonly distinct: number;
  /** Σ t (t - 1) / 2: the pairs that are tied. */
  readonly pairs: number;
  /** Σ t (t - 1) (t - 2) */
  readonly triples: number;
  /** Σ t (t - 1) (2 t + 5) */
  readonly variance: number;
}

/** Counts pairs by a merge sort: O(n log n). */
export function countPairs({ predictions, targets }: Pairs): PairCounts {
  const samples = predictions.length;
  const order = sortedOrder(predictions, targets);
  const isTied = (values: Float32Array) => (before: number, after: number) =>
    values[order[before]!] === values[order[after]!];
  const [samePrediction, sameTarget] = [isTied(predictions), isTied(targets)];
  const ties = tiesOf(runsOf(samples, samePrediction));
  const both = tiesOf(runsOf(samples, (before, after) => samePrediction(before, after) && sameTarget(before, after)));
  // Sorted by prediction, and by target where that is equal: what is out of order by target is discordant.
  const sorted = Float32Array.from(order, (sample) => targets[sample]!);
  const discordant = sortAndCount(sorted);
  const targetTies = tiesOf(runsOf(samples, (before, after) => sorted[before] === sorted[after]));
  const untied = (samples * (samples - 1)) / 2 - ties.pairs - targetTies.pairs + both.pairs;
  return { samples, concordant: untied - discordant, discordant, predictions: ties, targets: targetTies };
}

function tiesOf(runs: readonly number[]): Ties {
  const sum = (of: (run: number) => number): number => runs.reduce((all, run) => all + of(run), 0);
  return {
    distinct: runs.length,
    pairs: sum((run) => (run * (run - 1)) / 2),
    triples: sum((run) => run * (run - 1) * (run - 2)),
    variance: sum((run) => run * (run - 1) * (2 * run + 5)),
  };
}

/** Sorts values in place, and counts the pairs of which the higher stood before the lower. */
function sortAndCount(values: Float32Array): number {
  let from = values;
  let to: Float32Array = new Float32Array(values.length);
  let inversions = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const [middle, end] = [Math.min(start + width, values.length), Math.min(start + 2 * width, values.length)];
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        if (right === end || (left < middle && from[left]! <= from[right]!)) to[at] = from[left++]!;
        else {
          inversions += middle - left;
          to[at] = from[right++]!;
        }
      }
    }
    [from, to] = [to, from];
  }
  values.set(from);
  return inversions;
}

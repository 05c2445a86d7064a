import type { Classes } from './classes.js';
import { deviation, mean } from './numpy-sums.js';
import { range } from './range.js';

/**
 * The fold of each group, so that classes have equal shares in all folds about. Groups are taken by the deviation of their counts
 * of classes, those of equal deviation in `order`; each goes where shares then deviate least between folds, or among folds that are about
 * equal in that, to the smaller one.
 */
export function dealGroups(classes: Classes, groups: Classes, order: Int32Array, nSplits: number): Int32Array {
  const width = classes.counts.length;
  const countsOf = groupCounts(classes, groups);
  const row = (group: number): Float64Array => countsOf.subarray(group * width, (group + 1) * width);
  const spreads = Float64Array.from(order, (group) => deviation(row(group)));
  const folds = Array.from({ length: nSplits }, () => new Float64Array(width));
  const sizes = new Float64Array(nSplits);
  const foldOf = new Int32Array(order.length);
  const inTurn = range(order.length).sort((a, b) => spreads[b]! - spreads[a]! || a - b);
  for (const place of inTurn) {
    const group = order[place]!;
    const counts = row(group);
    const fold = bestFold(folds, sizes, counts, classes.counts);
    for (let code = 0; code < width; code++) folds[fold]![code]! += counts[code]!;
    sizes[fold]! += groups.counts[group]!;
    foldOf[group] = fold;
  }
  return foldOf;
}

/** The number of samples of each class in each group, group by group. */
function groupCounts(classes: Classes, groups: Classes): Float64Array {
  const width = classes.counts.length;
  const counts = new Float64Array(groups.counts.length * width);
  for (let i = 0; i < groups.codes.length; i++) counts[groups.codes[i]! * width + classes.codes[i]!]!++;
  return counts;
}

function bestFold(
  folds: readonly Float64Array[],
  sizes: Float64Array,
  added: Float64Array,
  totals: Int32Array,
): number {
  let [best, least] = [0, Infinity];
  for (let fold = 0; fold < folds.length; fold++) {
    const uneven = unevenness(folds, fold, added, totals);
    const isClose = Math.abs(uneven - least) <= 1e-8 + 1e-5 * Math.abs(least);
    if (uneven < least || (isClose && sizes[fold]! < sizes[best]!)) [best, least] = [fold, uneven];
  }
  return best;
}

/** The mean over classes of how far their shares deviate between folds, if some samples were added to one fold. */
function unevenness(folds: readonly Float64Array[], to: number, added: Float64Array, totals: Int32Array): number {
  const deviations = new Float64Array(totals.length);
  const shares = new Float64Array(folds.length);
  for (let code = 0; code < totals.length; code++) {
    for (let fold = 0; fold < folds.length; fold++) {
      shares[fold] = (folds[fold]![code]! + (fold === to ? added[code]! : 0)) / totals[code]!;
    }
    // NumPy adds down a column one by one, and pairs only along a row: a single class is one.
    deviations[code] = deviation(shares, totals.length > 1 ? 'in order' : 'in pairs');
  }
  return mean(deviations);
}

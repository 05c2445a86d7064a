import { RandomState } from '../random/random-state.js';
import { isNdArray } from './nd-array.js';
import type { FoldIndices, SplitInput } from './splitter.js';

/**
 * Holds a fraction of samples out, at random: of each class its share where targets are classes of two samples or more, whole groups
 * where there are groups. Ascending indices; both parts have a sample at least, if there are two.
 */
export function holdOut({ length, targets, groups }: SplitInput, fraction: number, seed: number): FoldIndices {
  const random = new RandomState(seed >>> 0);
  const wanted = Math.min(length - 1, Math.max(1, Math.round(fraction * length)));
  const order = random.permutation(length);
  const classes = groups === undefined ? classesOf(targets, length, wanted) : undefined;
  const taken =
    groups !== undefined
      ? wholeGroups(order, groups, wanted)
      : classes !== undefined
        ? shares(order, classes, wanted)
        : Array.from(order.subarray(0, wanted));
  const test = Int32Array.from(taken).sort();
  const isTaken = new Uint8Array(length);
  for (const index of test) isTaken[index] = 1;
  return { train: Int32Array.from({ length }, (_, index) => index).filter((index) => isTaken[index] === 0), test };
}

/** The class of each sample, where targets are classes that both parts can have. */
function classesOf(
  targets: SplitInput['targets'],
  length: number,
  wanted: number,
): ArrayLike<number | string> | undefined {
  if (targets === undefined || isNdArray(targets)) return undefined;
  const counts = new Map<number | string, number>();
  for (let index = 0; index < length; index++) {
    const value = targets[index]!;
    if (typeof value === 'number' && !Number.isInteger(value)) return undefined;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const isOfClasses = counts.size > 1 && counts.size <= wanted && Math.min(...counts.values()) > 1;
  return isOfClasses ? targets : undefined;
}

/** Of each class its share of what is wanted, the largest remainders rounded up. */
function shares(order: ArrayLike<number>, classes: ArrayLike<number | string>, wanted: number): number[] {
  const parts = membersOf(order, classes).map((own) => {
    const share = (own.length * wanted) / order.length;
    // Every class is in both parts.
    return { own, count: Math.min(own.length - 1, Math.max(1, Math.floor(share))), rest: share - Math.floor(share) };
  });
  parts.sort((a, b) => b.rest - a.rest);
  let missing = wanted - parts.reduce((sum, { count }) => sum + count, 0);
  for (const part of parts) {
    if (missing <= 0) break;
    if (part.count >= part.own.length - 1) continue;
    part.count += 1;
    missing -= 1;
  }
  return parts.flatMap(({ own, count }) => own.slice(0, count));
}

/** Whole groups in a random order, until there are enough; one group at least is left. */
function wholeGroups(order: ArrayLike<number>, groups: ArrayLike<number | string>, wanted: number): number[] {
  const taken: number[] = [];
  for (const own of membersOf(order, groups).slice(0, -1)) {
    if (taken.length >= wanted) break;
    taken.push(...own);
  }
  return taken;
}

/** The samples of each class or group, in the order in which they come. */
function membersOf(order: ArrayLike<number>, names: ArrayLike<number | string>): number[][] {
  const members = new Map<number | string, number[]>();
  for (const index of Array.from(order)) {
    const own = members.get(names[index]!);
    if (own === undefined) members.set(names[index]!, [index]);
    else own.push(index);
  }
  return [...members.values()];
}

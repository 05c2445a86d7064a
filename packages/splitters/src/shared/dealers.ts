import { InvalidArgumentError, warn } from '@lml/core';

import { ignoreGroups, requireTargets } from './checks.js';
import { classesByAppearance, membersOf, type Classes } from './classes.js';
import type { Dealer } from './k-fold-splitter.js';
import { cuts, range } from './range.js';

/** Deals samples by their order: as many to each fold as can be, one after the other. */
export function dealInOrder(name: string, nSplits: number): Dealer {
  return (input) => {
    ignoreGroups(name, input);
    return (random) => {
      const order = range(input.length);
      random?.shuffle(order);
      return placed(order, nSplits);
    };
  };
}

/** For each of the numbers that `order` holds, the part of it in which it stands, if it is cut into some. */
export function placed(order: Int32Array, parts: number): Int32Array {
  const partOf = new Int32Array(order.length);
  const starts = cuts(order.length, parts);
  for (let part = 0; part < parts; part++) {
    for (let i = starts[part]!; i < starts[part + 1]!; i++) partOf[order[i]!] = part;
  }
  return partOf;
}

/** Deals samples so that classes keep their shares. */
export function dealByClass(name: string, nSplits: number): Dealer {
  return (input) => {
    ignoreGroups(name, input);
    const classes = classesByAppearance(requireTargets(input.targets, input.length));
    requireMembers(nSplits, classes);
    const { starts, members } = membersOf(classes);
    return (random) => {
      const foldOf = new Int32Array(input.length);
      for (let code = 0; code < classes.counts.length; code++) {
        const [start, end] = [starts[code]!, starts[code + 1]!];
        // The places of the class, in the order by class, and how many of them each fold has.
        const folds = new Int32Array(end - start);
        let filled = 0;
        for (let fold = 0; fold < nSplits; fold++) {
          const places = Math.ceil((end - fold) / nSplits) - Math.ceil((start - fold) / nSplits);
          folds.fill(fold, filled, (filled += places));
        }
        random?.shuffle(folds);
        for (let i = start; i < end; i++) foldOf[members[i]!] = folds[i - start]!;
      }
      return foldOf;
    };
  };
}

/** Fails where no class has as many samples as there are folds, and warns where one has not. */
export function requireMembers(nSplits: number, { counts }: Classes): void {
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  if (nSplits > largest) {
    const expected = `no greater than the number of members of the largest class, ${largest}`;
    throw new InvalidArgumentError('nSplits', expected, nSplits, 'Take fewer folds, or kFold, or add data.');
  }
  const smallest = counts.reduce((least, count) => Math.min(least, count), Infinity);
  if (nSplits <= smallest) return;
  const message = `The smallest class has ${smallest} samples, fewer than the ${nSplits} folds, so some folds have none of it.`;
  warn('LML_SMALL_CLASS', message);
}

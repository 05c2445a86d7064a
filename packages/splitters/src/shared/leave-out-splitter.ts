import { InvalidArgumentError, type SplitInput, type Splitter } from '@lml/core';

import { checkLength, ignoreGroups, requireGroups } from './checks.js';
import { sortedGroups } from './classes.js';
import { testedOn } from './folds.js';
import { range } from './range.js';

/** What is left out as a whole: samples, or groups of them. */
export interface Units {
  /** What they are. */
  readonly name: 'samples' | 'groups';
  /** The unit of each sample, from 0. */
  readonly codes: Int32Array;
  /** How many there are. */
  readonly count: number;
}

/** Makes a splitter that tests on each set of `p` units, and trains on all others. A split is made when it is read. */
export function leaveOutSplitter({ p, unitsOf }: { p: number; unitsOf: (input: SplitInput) => Units }): Splitter {
  return {
    split(input) {
      checkLength(input.length);
      const { name, codes, count } = unitsOf(input);
      if (count <= p) {
        throw new InvalidArgumentError(`The number of ${name}`, `more than the ${p} that are left out`, count);
      }
      return {
        *[Symbol.iterator]() {
          for (const tested of combinations(count, p)) yield testedOn(codes, count, tested);
        },
      };
    },
  };
}

/** Samples, as units. */
export function samplesOf(splitter: string, input: SplitInput): Units {
  ignoreGroups(splitter, input);
  return { name: 'samples', codes: range(input.length), count: input.length };
}

/** The groups of samples, as units. */
export function groupsOf(input: SplitInput): Units {
  const { codes, values } = sortedGroups(requireGroups(input));
  return { name: 'groups', codes, count: values.length };
}

/** The sets of `p` of the numbers below `count`, in the order of their smallest numbers: always the same array, filled anew. */
function* combinations(count: number, p: number): Generator<Int32Array> {
  const chosen = Int32Array.from({ length: p }, (_, place) => place);
  for (;;) {
    yield chosen;
    let place = p - 1;
    while (place >= 0 && chosen[place] === count - p + place) place--;
    if (place < 0) return;
    chosen[place]!++;
    for (let next = place + 1; next < p; next++) chosen[next] = chosen[next - 1]! + 1;
  }
}

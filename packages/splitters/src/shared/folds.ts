import type { FoldIndices } from '@lml/core';

/** Where the samples of a group, fold or class go. */
export const PART = { train: 0, test: 1, neither: 2 } as const;

/** A number of splits, each made when it is read, as often as they are read. */
export function splits(count: number, make: (split: number) => FoldIndices): Iterable<FoldIndices> {
  return {
    *[Symbol.iterator]() {
      for (let split = 0; split < count; split++) yield make(split);
    },
  };
}

/** Divides samples by the part that `parts` names for the code of each. Indices are in ascending order. */
export function divided(codes: Int32Array, parts: Uint8Array): FoldIndices {
  const sizes = new Int32Array(3);
  for (let i = 0; i < codes.length; i++) sizes[parts[codes[i]!]!]!++;
  const train = new Int32Array(sizes[PART.train]!);
  const test = new Int32Array(sizes[PART.test]!);
  let trained = 0;
  let tested = 0;
  for (let i = 0; i < codes.length; i++) {
    const part = parts[codes[i]!]!;
    if (part === PART.train) train[trained++] = i;
    else if (part === PART.test) test[tested++] = i;
  }
  return { train, test };
}

/** The split that tests on the samples of some codes, and trains on all others. */
export function testedOn(codes: Int32Array, count: number, tested: ArrayLike<number>): FoldIndices {
  const parts = new Uint8Array(count);
  for (let i = 0; i < tested.length; i++) parts[tested[i]!] = PART.test;
  return divided(codes, parts);
}

import type { FoldIndices } from '@lml/core';

/** 0 … length − 1. */
export function indices(length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => index);
}

/** One split for each fold: it tests on the samples that are dealt to the fold and trains on the others, both ascending. */
export function foldsOf(foldOf: Int32Array, nSplits: number): Iterable<FoldIndices> {
  const sizes = new Int32Array(nSplits);
  for (const fold of foldOf) sizes[fold]!++;
  return {
    *[Symbol.iterator]() {
      for (let fold = 0; fold < nSplits; fold++) {
        const test = new Int32Array(sizes[fold]!);
        const train = new Int32Array(foldOf.length - test.length);
        let tested = 0;
        for (let index = 0; index < foldOf.length; index++) {
          if (foldOf[index] === fold) test[tested++] = index;
          else train[index - tested] = index;
        }
        yield { train, test };
      }
    },
  };
}

import type { FoldIndices, SplitInput, Splitter } from '@lml/core';

import type { SplitterConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

/** Splitter: train and test do not meet, and the same seed gives the same splits. */
export const splitterSuite: KindSuite = {
  use: (splitter: Splitter, one: Case) => foldsOf(splitter, one),
  checks: [
    caseCheck<Splitter>('splitter/indices', 'gives splits of indices that exist, each once', (splitter, one) => {
      const { length } = inputOf(one);
      const folds = foldsOf(splitter, one);
      ensure(folds.length > 0, 'it gave no split');
      folds.forEach((fold, number) => {
        for (const [part, indices] of Object.entries(fold)) {
          ensure(indices.length > 0, `split ${number} has no ${part} samples`);
          const wrong = indices.find((index: number) => !Number.isInteger(index) || index < 0 || index >= length);
          ensure(wrong === undefined, `split ${number} has the ${part} index ${wrong}, of ${length} samples`);
          ensure(new Set(indices).size === indices.length, `split ${number} has a ${part} index twice`);
        }
      });
    }),
    caseCheck<Splitter>('splitter/disjoint', 'never has a sample in train and test at once', (splitter, one) => {
      foldsOf(splitter, one).forEach(({ train, test }, number) => {
        const both = new Set(train);
        const shared = test.find((index) => both.has(index));
        ensure(shared === undefined, `split ${number} has sample ${shared} in train and in test`);
      });
    }),
    caseCheck<Splitter>(
      'splitter/complete',
      'uses every sample in each split, unless declared otherwise',
      (splitter, one) => {
        const { length } = inputOf(one);
        foldsOf(splitter, one).forEach(({ train, test }, number) => {
          const used = new Set([...train, ...test]);
          const remedy = 'If that is meant, give the trait conformance: { complete: false }.';
          ensure(used.size === length, `split ${number} uses ${used.size} of ${length} samples. ${remedy}`);
        });
      },
      (one) => conformanceOf(one).complete !== false,
    ),
    caseCheck<Splitter>(
      'splitter/repeatable',
      'gives the same splits at each call, and leaves its arguments alone',
      (splitter, one) => {
        const input = inputOf(one);
        const first = list(splitter.split(input));
        const changed = difference(input, inputOf(one));
        ensure(changed === undefined, () => `it changed its argument: ${changed}`);
        const found = difference(first, foldsOf(splitter, one));
        ensure(found === undefined, () => `two calls gave ${found}`);
      },
    ),
  ],
};

function conformanceOf({ conformance }: Case): SplitterConformance {
  return conformance ?? {};
}

function inputOf(one: Case): SplitInput {
  const { length = 24, targets, groups } = conformanceOf(one);
  const filled = (make: (index: number) => number): number[] => Array.from({ length }, (_, index) => make(index));
  return {
    length,
    targets: targets === false ? undefined : (targets ?? filled((index) => index % 3)),
    groups: groups === false ? undefined : (groups ?? filled((index) => Math.floor((6 * index) / length))),
  };
}

interface Fold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

function foldsOf(splitter: Splitter, one: Case): Fold[] {
  return list(splitter.split(inputOf(one)));
}

function list(folds: Iterable<FoldIndices>): Fold[] {
  return Array.from(folds, ({ train, test }) => ({ train: Array.from(train), test: Array.from(test) }));
}

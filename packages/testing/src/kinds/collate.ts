import { batchSizeOf, ndArray, type Collate, type Sample } from '@lml/core';

import type { CollateConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { copyOf, difference } from '../shared/difference.js';
import { arrayOf } from '../shared/fixtures.js';

/** Collate: one batch of all samples, which are left as they are. */
export const collateSuite: KindSuite = {
  use: (collate: Collate, one: Case) => collate(samplesOf(one)),
  checks: [
    caseCheck<Collate>('collate/size', 'gives a batch of as many samples as it is given', (collate, one) => {
      const samples = samplesOf(one);
      const batch: unknown = collate(samples);
      ensure(typeof batch === 'object' && batch !== null, 'what it gives is no batch');
      const size = batchSizeOf(batch as ReturnType<Collate>);
      ensure(size === samples.length, `of ${samples.length} samples it made a batch of ${size}`);
    }),
    caseCheck<Collate>('collate/pure', 'depends on the samples alone, and leaves them as they are', (collate, one) => {
      const samples = samplesOf(one);
      const before = copyOf(samples);
      const first = collate(samples);
      const changed = difference(before, samples);
      ensure(changed === undefined, () => `it changed the samples that it was given: ${changed}`);
      const found = difference(first, collate(samples));
      ensure(found === undefined, () => `called twice it gives ${found}`);
    }),
    caseCheck<Collate>('collate/allocate', 'fills all of an array that is lent to it', (collate, one) => {
      const samples = samplesOf(one);
      const found = difference(
        collate(samples),
        collate(samples, {
          allocate: (dtype, length) => {
            const { data } = ndArray(new Array<number>(length).fill(1), { dtype });
            return data as never;
          },
        }),
      );
      ensure(found === undefined, () => `into arrays that held other numbers it stacks what is ${found}`);
    }),
  ],
};

function samplesOf({ conformance }: Case): readonly Sample[] {
  const { samples } = (conformance ?? {}) as CollateConformance;
  return samples ?? [0, 1, 2].map((index) => ({ input: arrayOf({ shape: [4] }, `sample-${index}`), target: index }));
}

import { ndArray, type HostValue, type Sampler } from '@lml/core';

import type { SamplerConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

/** Sampler: indices that exist, a pure function of length, columns, seed and epoch. */
export const samplerSuite: KindSuite = {
  use: (sampler: Sampler, one: Case) => [0, 1].map((epoch) => indicesOf(sampler, one, epoch)),
  checks: [
    caseCheck<Sampler>('sampler/indices', 'gives indices that exist', (sampler, one) => {
      const length = lengthOf(one);
      const indices = indicesOf(sampler, one, 0);
      ensure(indices.length > 0, `it gives no index, of ${length} samples`);
      const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= length);
      ensure(wrong === undefined, `it gives the index ${wrong}, of ${length} samples`);
    }),
    caseCheck<Sampler>('sampler/pure', 'depends on length, columns, seed and epoch alone', (sampler, one) => {
      const first = indicesOf(sampler, one, 3);
      indicesOf(sampler, one, 4);
      const found = difference(first, indicesOf(sampler, one, 3));
      ensure(found === undefined, () => `asked twice for an epoch it gives ${found}`);
    }),
  ],
};

function lengthOf({ conformance }: Case): number {
  return ((conformance ?? {}) as SamplerConformance).length ?? 12;
}

function indicesOf(sampler: Sampler, one: Case, epoch: number): number[] {
  const length = lengthOf(one);
  const { columns: given = {} } = (one.conformance ?? {}) as SamplerConformance;
  const numbers = (): HostValue => ndArray(Float32Array.from({ length }, (_, index) => 1 + (index % 4)));
  const columns = Object.fromEntries((sampler.columns ?? []).map((name) => [name, given[name] ?? numbers()]));
  const originalIndices = Int32Array.from({ length }, (_, index) => index);
  const context = { length, originalIndices, columns, batchSize: 4, seed: 7, epoch };
  if (sampler.batches !== undefined) return [...sampler.batches(context)].flatMap((batch) => Array.from(batch));
  return Array.from(sampler.indices!(context));
}

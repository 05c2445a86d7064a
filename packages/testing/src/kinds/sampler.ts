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
    caseCheck<Sampler>(
      'sampler/random',
      'draws another order for another seed, and in each epoch, where it draws one',
      (sampler, one) => {
        const usual = indicesOf(sampler, one, 0);
        const differs = (epoch: number, seed?: number): boolean =>
          difference(usual, indicesOf(sampler, one, epoch, seed)) !== undefined;
        const [bySeed, byEpoch] = [
          [8, 9, 10].some((seed) => differs(0, seed)),
          [1, 2, 3].some((epoch) => differs(epoch)),
        ];
        const { random = bySeed } = (one.conformance ?? {}) as SamplerConformance;
        if (random) {
          ensure(bySeed, 'its order is the same for every seed');
          ensure(byEpoch, 'its order is the same in every epoch');
        } else if (!byEpoch && (sampler.columns ?? []).length === 0) {
          const remedy =
            'Draw it by seed and epoch; or, if it is not drawn, give the trait conformance: { random: false }.';
          const declared = ((one.conformance ?? {}) as SamplerConformance).random === false;
          ensure(declared || isInOrder(usual), `its order is mixed, but the same for every seed and epoch. ${remedy}`);
        }
      },
    ),
  ],
};

/** Whether indices only ascend, or only descend. */
function isInOrder(indices: readonly number[]): boolean {
  const steps = indices.slice(1).map((index, at) => index - indices[at]!);
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
}

function lengthOf({ conformance }: Case): number {
  return ((conformance ?? {}) as SamplerConformance).length ?? 12;
}

function indicesOf(sampler: Sampler, one: Case, epoch: number, seed = 7): number[] {
  const length = lengthOf(one);
  const { columns: given = {} } = (one.conformance ?? {}) as SamplerConformance;
  const numbers = (): HostValue => ndArray(Float32Array.from({ length }, (_, index) => 1 + (index % 4)));
  const columns = Object.fromEntries((sampler.columns ?? []).map((name) => [name, given[name] ?? numbers()]));
  const originalIndices = Int32Array.from({ length }, (_, index) => index);
  const context = { length, originalIndices, columns, batchSize: 4, seed, epoch };
  if (sampler.batches !== undefined) return [...sampler.batches(context)].flatMap((batch) => Array.from(batch));
  return Array.from(sampler.indices!(context));
}

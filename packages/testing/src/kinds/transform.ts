import { RandomStreams, type Sample, type SampleContext, type Transform } from '@lml/core';

import type { TransformConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { copyOf, difference } from '../shared/difference.js';
import { arrayOf, firstAccepted } from '../shared/fixtures.js';

/** Samples that most transforms take one of: an image, a row of numbers, a number. */
const usual = (): readonly Sample[] => [
  { input: arrayOf({ shape: [8, 8, 3], low: 0, high: 1 }, 'image'), target: 1 },
  { input: arrayOf({ shape: [6] }, 'row'), target: 1 },
  { input: 0.5, target: 1 },
];

/** Transform: a changed copy, with randomness from the context alone. */
export const transformSuite: KindSuite = {
  async use(transform: Transform, one: Case) {
    const sample = await sampleOf(transform, one);
    return [await transform.apply(sample, contextOf(0, 0)), await transform.apply(sample, contextOf(1, 3))];
  },
  checks: [
    caseCheck<Transform>('transform/copy', 'leaves the sample that it is given as it is', async (transform, one) => {
      const sample = await sampleOf(transform, one);
      const before = copyOf(sample);
      const changed = await transform.apply(sample, contextOf(0, 0));
      ensure(typeof changed === 'object' && changed !== null, 'what it gives is no sample');
      const found = difference(before, sample);
      ensure(found === undefined, () => `it changed the sample that it was given: ${found}`);
    }),
    caseCheck<Transform>('transform/pure', 'depends on sample and context alone', async (transform, one) => {
      const sample = await sampleOf(transform, one);
      const first = await transform.apply(sample, contextOf(2, 5));
      await transform.apply(sample, contextOf(3, 6));
      const found = difference(first, await transform.apply(sample, contextOf(2, 5)));
      ensure(found === undefined, () => `applied twice in the same context it gives ${found}`);
    }),
  ],
};

function sampleOf(transform: Transform, { conformance }: Case): Promise<Sample> {
  const { sample } = (conformance ?? {}) as TransformConformance;
  const candidates = sample === undefined ? usual() : [sample];
  return firstAccepted(
    candidates,
    async (candidate) => void (await transform.apply(copyOf(candidate), contextOf(0, 0))),
    'sample: { input: … }',
  );
}

function contextOf(epoch: number, index: number): SampleContext {
  return { epoch, random: (stream) => new RandomStreams(7).at(`${stream}/${index}`, epoch) };
}

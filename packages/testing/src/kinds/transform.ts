import {
  batchSizeOf,
  RandomStreams,
  stack,
  type HostBatch,
  type Sample,
  type SampleContext,
  type Transform,
} from '@lml/core';

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

/** Transform: a changed copy, with randomness from the context alone; what it learns is kept by its state. */
export const transformSuite: KindSuite = {
  async use(transform: Transform, one: Case) {
    const sample = await sampleOf(transform, one);
    return [await changed(transform, sample, contextOf(0, 0)), await changed(transform, sample, contextOf(1, 3))];
  },
  checks: [
    caseCheck<Transform>('transform/copy', 'leaves the sample that it is given as it is', async (transform, one) => {
      if (transform.apply === undefined) return;
      const sample = await sampleOf(transform, one);
      const before = copyOf(sample);
      const made: unknown = await transform.apply(sample, contextOf(0, 0));
      ensure(typeof made === 'object' && made !== null, 'what it gives is no sample');
      const found = difference(before, sample);
      ensure(found === undefined, () => `it changed the sample that it was given: ${found}`);
    }),
    caseCheck<Transform>('transform/pure', 'depends on sample and context alone', async (transform, one) => {
      const sample = await sampleOf(transform, one);
      const first = await changed(transform, sample, contextOf(2, 5));
      await changed(transform, sample, contextOf(3, 6));
      const found = difference(first, await changed(transform, sample, contextOf(2, 5)));
      ensure(found === undefined, () => `applied twice in the same context it gives ${found}`);
      const other = one.create() as Transform;
      await fitted(other, [sample, otherThan(sample)]);
      await changed(other, sample, contextOf(3, 6));
      const after = difference(first, await changed(other, sample, contextOf(2, 5)));
      ensure(after === undefined, () => `alone and after another sample it gives ${after}`);
    }),
    caseCheck<Transform>(
      'transform/keeps',
      'keeps all parts of a sample, unless it says which it removes',
      async (transform, one) => {
        const { removes = [] } = (one.conformance ?? {}) as TransformConformance;
        const sample = await sampleOf(transform, one);
        const made = (await changed(transform, sample, contextOf(0, 0))) as Readonly<Record<string, unknown>>;
        const lost = Object.keys(sample).filter((key) => !(key in made) && !removes.includes(key));
        const remedy = 'If that is meant, name them in the trait conformance: { removes: […] }.';
        ensure(lost.length === 0, () => `it drops ${lost.join(', ')} from a sample. ${remedy}`);
      },
    ),
    caseCheck<Transform>(
      'transform/batch',
      'gives batches of as many samples as it is given',
      async (transform, one) => {
        if (transform.applyBatch === undefined) return;
        const batch = await batchOf(transform, one);
        const size = batchSizeOf(batch);
        const made = batchSizeOf(await transform.applyBatch(batch, contextOf(0, 0)));
        ensure(made === size, `of a batch of ${size} samples it made one of ${made}`);
      },
    ),
    caseCheck<Transform>('transform/alike', 'makes of a batch what it makes of its samples', async (transform, one) => {
      if (transform.apply === undefined || transform.applyBatch === undefined) return;
      const sample = await sampleOf(transform, one);
      const single = stack()([await transform.apply(copyOf(sample), contextOf(0, 0))]);
      const found = difference(single, await transform.applyBatch(stack()([sample]), contextOf(0, 0)));
      ensure(found === undefined, () => `of a sample and of a batch of it alone it makes what is ${found}`);
    }),
    caseCheck<Transform>(
      'transform/state',
      'is again what it was from the state that it gives',
      async (transform, one) => {
        if ((transform.fit ?? transform.fitBatches) === undefined) return;
        ensure(
          transform.state !== undefined && transform.load !== undefined,
          'it learns, but has not both state and load',
        );
        const sample = await sampleOf(transform, one);
        const state = transform.state();
        ensure(state !== undefined, 'after fit its state is undefined');
        const before = await changed(transform, sample, contextOf(0, 0));
        await fitted(transform, [otherThan(sample), sample]);
        transform.load(copyOf(state));
        const found = difference(before, await changed(transform, sample, contextOf(0, 0)));
        ensure(found === undefined, () => `fitted anew and with the first state loaded it gives ${found}`);
      },
    ),
  ],
};

/** A sample that it takes, to which, and to another one, it is fitted where it learns. */
async function sampleOf(transform: Transform, { conformance }: Case): Promise<Sample> {
  const { sample } = (conformance ?? {}) as TransformConformance;
  const candidates = sample === undefined ? usual() : [sample];
  const use = async (candidate: Sample): Promise<void> => {
    await fitted(transform, [candidate, otherThan(candidate)]);
    await changed(transform, copyOf(candidate), contextOf(0, 0));
  };
  return firstAccepted(candidates, use, 'sample: { input: … }');
}

async function batchOf(transform: Transform, one: Case): Promise<HostBatch> {
  const sample = await sampleOf(transform, one);
  return stack()([sample, otherThan(sample)]);
}

/** The same sample with other numbers. */
function otherThan(sample: Sample): Sample {
  const copy = copyOf(sample);
  const change = (record: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(record)) {
      if (key === 'shape') continue;
      if (typeof value === 'number') record[key] = value + 0.25;
      else if (value instanceof Float32Array) value.forEach((number, index) => (value[index] = number * 1.5 + 0.25));
      else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
        change(value as Record<string, unknown>);
    }
  };
  if (typeof copy['input'] === 'number') return { ...copy, input: copy['input'] + 0.25 };
  change({ input: copy['input'] });
  return copy;
}

/** Fits what learns, sample by sample or in batches. */
async function fitted(transform: Transform, samples: readonly Sample[]): Promise<void> {
  if (transform.fitBatches !== undefined) await transform.fitBatches(oneByOne([stack()(samples)]));
  else await transform.fit?.(oneByOne(samples));
}

function oneByOne<Value>(values: readonly Value[]): AsyncIterable<Value> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const value of values) yield await Promise.resolve(value);
    },
  };
}

/** What it makes of a sample, or of a batch of it alone where it takes batches only. */
async function changed(transform: Transform, sample: Sample, context: SampleContext): Promise<unknown> {
  if (transform.apply !== undefined) return transform.apply(sample, context);
  return transform.applyBatch!(stack()([sample]), context);
}

function contextOf(epoch: number, index: number): SampleContext {
  return { epoch, random: (stream) => new RandomStreams(7).at(`${stream}/${index}`, epoch) };
}

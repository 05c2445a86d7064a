import {
  isDataset,
  LmlError,
  RandomStreams,
  stack,
  type Dataset,
  type IterableDataset,
  type Sample,
  type SampleContext,
} from '@lml/core';

import type { DatasetConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type Check, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

/** How many samples are looked at. */
const SAMPLES = 8;

/** Dataset: opened more than once without harm, the same samples in any order, one by one or in batches. */
export const datasetSuite: KindSuite = {
  usable: opens,
  async use(dataset: Dataset | IterableDataset) {
    await dataset.open();
    if (!isDataset(dataset)) return firstOf(dataset);
    return { length: dataset.length, samples: await read(dataset, someOf(dataset)) };
  },
  checks: [
    openCheck('dataset/open', 'can be opened more than once, and has a length then', async (dataset) => {
      await Promise.all([dataset.open(), dataset.open()]);
      if (!isDataset(dataset)) return;
      const { length } = dataset;
      ensure(Number.isInteger(length) && length >= 0, `its length is ${length}`);
      await dataset.open();
      ensure(dataset.length === length, `opened again, its length is ${dataset.length} instead of ${length}`);
    }),
    openCheck('dataset/samples', 'yields records of plain data, never tensors', async (dataset) => {
      await dataset.open();
      const samples = isDataset(dataset) ? await read(dataset, someOf(dataset)) : await firstOf(dataset);
      samples.forEach((sample, index) => {
        const record = typeof sample === 'object' && sample !== null && !Array.isArray(sample);
        ensure(record && Object.keys(sample).length > 0, `sample ${index} is not a record of parts`);
        for (const [key, value] of Object.entries(sample)) {
          // What stands under metadata may be anything, even hold itself.
          ensure(
            key === 'metadata' || !holdsTensor(value),
            `sample ${index} holds a tensor as '${key}'; give an NdArray`,
          );
        }
      });
    }),
    openCheck('dataset/bounds', 'refuses an index that is out of range by a coded error', async (dataset) => {
      if (!isDataset(dataset)) return;
      await dataset.open();
      for (const index of [-1, dataset.length, dataset.length + 1, 0.5, NaN]) {
        const error: unknown = await attempt(() => dataset.get(index, contextOf(0)));
        ensure(error !== undefined, `get(${index}) gave a sample, of ${dataset.length}`);
        ensure(LmlError.isInstance(error), `get(${index}) threw an error without a code: ${String(error)}`);
      }
    }),
    openCheck(
      'dataset/order',
      'gives the same sample for an index, in whatever order samples are read',
      async (dataset) => {
        await dataset.open();
        if (!isDataset(dataset)) {
          const found = difference(await firstOf(dataset), await firstOf(dataset));
          ensure(found === undefined, () => `iterated twice it gave ${found}`);
          return;
        }
        const indices = someOf(dataset);
        const forwards = await read(dataset, indices);
        const backwards = (await read(dataset, [...indices].reverse())).reverse();
        const found = difference(forwards, backwards);
        ensure(found === undefined, () => `samples read forwards and backwards are ${found}`);
      },
    ),
    openCheck('dataset/context', 'gives a sample without a context, or says that it needs one', async (dataset) => {
      if (!isDataset(dataset)) return;
      await dataset.open();
      if (dataset.length === 0) return;
      const error: unknown = await attempt(() => dataset.get(0));
      ensure(
        error === undefined || LmlError.isInstance(error),
        `get(0) without a context threw an error without a code: ${String(error)}`,
      );
    }),
    openCheck('dataset/batch', 'gives in a batch what it gives one by one', async (dataset) => {
      if (!isDataset(dataset) || dataset.getBatch === undefined) return;
      await dataset.open();
      const indices = someOf(dataset).reverse();
      if (indices.length === 0) return;
      const found = difference(stack()(await read(dataset, indices)), await dataset.getBatch(indices));
      ensure(found === undefined, () => `samples stacked by stack and by getBatch are ${found}`);
    }),
    openCheck('dataset/columns', 'has the same values in its columns', async (dataset) => {
      if (!isDataset(dataset)) return;
      await dataset.open();
      for (const [key, { shape }] of Object.entries(dataset.columns ?? {})) {
        ensure(
          shape[0] === dataset.length,
          `the column '${key}' has ${shape[0]} rows, but there are ${dataset.length} samples`,
        );
        const sample = dataset.length > 0 ? (await read(dataset, [0]))[0]! : { [key]: undefined };
        ensure(key in sample, `the column '${key}' is in no sample`);
      }
    }),
  ],
};

function openCheck(id: string, title: string, run: (dataset: Dataset | IterableDataset) => Promise<void>): Check {
  return caseCheck<Dataset | IterableDataset>(id, title, run, opens);
}

function opens({ conformance }: Case): boolean {
  return (conformance as DatasetConformance | undefined)?.opens !== false;
}

/** What a loader of seed 0 hands over in epoch 0. */
function contextOf(index: number): SampleContext {
  return { epoch: 0, random: (stream) => new RandomStreams(0).at(stream, index) };
}

async function read(dataset: Dataset, indices: readonly number[]): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const index of indices) samples.push(await dataset.get(index, contextOf(index)));
  return samples;
}

/** Indices from all parts of a dataset, in ascending order. */
function someOf({ length }: Dataset): number[] {
  const all = Array.from({ length: Math.min(length, SAMPLES) }, (_, index) =>
    length <= SAMPLES ? index : Math.round((index * (length - 1)) / (SAMPLES - 1)),
  );
  return [...new Set(all)];
}

async function firstOf(dataset: IterableDataset): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const sample of dataset.iterate({ ...contextOf(0), seed: 0 })) {
    samples.push(sample);
    if (samples.length === SAMPLES) break;
  }
  return samples;
}

async function attempt(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error ?? new Error('it threw nothing');
  }
}

function holdsTensor(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return 'dataId' in value || Object.values(value).some(holdsTensor);
}

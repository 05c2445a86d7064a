import {
  DataLoader,
  RandomStreams,
  type Dataset,
  type HostBatch,
  type IterableDataset,
  type Sample,
  type SampleContext,
} from '@lml/core';

/** What a loader hands over for sample `index`, of a run with a seed. */
export function contextOf(index: number, { epoch = 0, seed = 0 } = {}): SampleContext {
  return { epoch, random: (stream) => new RandomStreams(seed).at(`${epoch}/${stream}`, index) };
}

/** All samples of a dataset, one by one, or of an epoch of a stream. */
export async function readAll(dataset: Dataset | IterableDataset, epoch = 0, seed = 0): Promise<Sample[]> {
  await dataset.open();
  const samples: Sample[] = [];
  if ('iterate' in dataset) {
    for await (const sample of dataset.iterate({ ...contextOf(0, { epoch, seed }), seed })) samples.push(sample);
  } else {
    for (let index = 0; index < dataset.length; index++)
      samples.push(await dataset.get(index, contextOf(index, { epoch, seed })));
  }
  return samples;
}

/** What is an input of each sample. */
export async function inputsOf(dataset: Dataset | IterableDataset, epoch = 0): Promise<unknown[]> {
  return (await readAll(dataset, epoch)).map(({ input }) => input);
}

/** The batches of an epoch, in their own order. */
export async function batchesOf(dataset: Dataset | IterableDataset, batchSize: number): Promise<HostBatch[]> {
  const loader = new DataLoader({ dataset, batchSize });
  await loader.open();
  const batches: HostBatch[] = [];
  for await (const { batch } of loader.iterate(0)) batches.push(batch);
  return batches;
}

/** A stream of numbers that are drawn from its context. */
export function randomStream(length: number): IterableDataset {
  return {
    open() {},
    *iterate({ random }) {
      const draws = random('numbers');
      for (let at = 0; at < length; at++) yield { input: draws.uniform() };
    },
  };
}

/** A dataset without batches whose samples are drawn from their context, after a moment. */
export function randomDataset(length: number): Dataset {
  return {
    open() {},
    length,
    get: async (index, context) => ({ input: index + context!.random('noise').uniform() }),
  };
}

/** A dataset with some of its parts replaced; what is read of it is not read before. */
export function withParts(dataset: Dataset, parts: Partial<Dataset>): Dataset {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(dataset), ...Object.getOwnPropertyDescriptors(parts) },
  ) as Dataset;
}

/** Some samples of an open dataset, one by one. */
export async function samplesAt(dataset: Dataset, indices: readonly number[]): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const index of indices) samples.push(await dataset.get(index));
  return samples;
}

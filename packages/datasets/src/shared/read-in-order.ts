import { isDataset, type Dataset, type IterableDataset, type Sample, type StreamContext } from '@lml/core';

/**
 * All samples of a dataset, in its own order, or of a stream, for an epoch. Both are open. Each sample of a dataset is given draws of
 * its own.
 */
export async function* readInOrder(
  dataset: Dataset | IterableDataset,
  { epoch, seed, random }: StreamContext,
): AsyncGenerator<Sample, void, undefined> {
  if (!isDataset(dataset)) {
    yield* dataset.iterate({ epoch, seed, random });
    return;
  }
  const { length } = dataset;
  for (let index = 0; index < length; index++)
    yield await dataset.get(index, { epoch, random: (stream) => random(`${index}/${stream}`) });
}

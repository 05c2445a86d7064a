import { RandomStreams } from '../random/random-streams.js';
import type { HostBatch } from './batch.js';
import { checkBatch, checkSample } from './check-read.js';
import { isDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import { sampleContext } from './sample-context.js';
import { nameSource, sourceOf } from './sample-source.js';
import type { Sample } from './sample.js';
import { stack } from './stack.js';
import { transformChain, type TransformChain } from './transform-chain.js';
import type { Transform } from './transform.js';

/** Samples in a batch that transforms are fitted to. */
const BATCH = 1024;

/** The samples of datasets as some transforms give them; they can be gone through more than once. */
export function samplesOf(
  datasets: readonly (Dataset | IterableDataset)[],
  transforms: readonly Transform[],
  seed: number,
  place: string,
): AsyncIterable<Sample> {
  const chain = transformChain(transforms, seed, `fit/${place}`);
  return {
    async *[Symbol.asyncIterator]() {
      for await (const { sample } of read(datasets, chain, seed, place)) yield sample;
    },
  };
}

/** As {@link samplesOf}, batch by batch; datasets that give batches are not read sample by sample where the transforms take batches too. */
export function batchesOf(
  datasets: readonly (Dataset | IterableDataset)[],
  transforms: readonly Transform[],
  seed: number,
  place: string,
): AsyncIterable<HostBatch> {
  const chain = transformChain(transforms, seed, `fit/${place}`);
  return {
    async *[Symbol.asyncIterator]() {
      let position = 0;
      for (const dataset of datasets) {
        if (isDataset(dataset) && dataset.getBatch !== undefined && chain.takesBatches) {
          const length = lengthOf(dataset);
          for (let start = 0; start < length; start += BATCH) {
            const indices = Int32Array.from({ length: Math.min(BATCH, length - start) }, (_, at) => start + at);
            const batch: unknown = await dataset.getBatch(indices);
            checkBatch(batch, 'getBatch');
            yield await chain.ofBatch(batch, { epoch: 0, position, stage: 'train', indices }, true);
            position += indices.length;
          }
          continue;
        }
        for await (const { samples, indices, names } of inBatches(read([dataset], chain, seed, place, position))) {
          const batch = stack()(samples, { nameOf: (at) => names[at]!() });
          yield await chain.ofBatch(batch, { epoch: 0, position, stage: 'train', indices }, false);
          position += samples.length;
        }
      }
    },
  };
}

/** A sample that was read. */
interface ReadSample {
  readonly sample: Sample;
  readonly index: number | undefined;
  readonly nameOf: () => string;
}

async function* read(
  datasets: readonly (Dataset | IterableDataset)[],
  chain: TransformChain,
  seed: number,
  place: string,
  from = 0,
): AsyncGenerator<ReadSample> {
  const streams = new RandomStreams(seed);
  let position = from;
  for (const dataset of datasets) {
    const contextAt = (at: number) => ({
      ...sampleContext(streams, `fit/${place}/dataset`, 0, at),
      stage: 'train' as const,
    });
    if (isDataset(dataset)) {
      for (let index = 0; index < lengthOf(dataset); index++, position++) {
        const nameOf = (): string => nameSource(sourceOf(dataset, index));
        const sample: unknown = await dataset.get(index, { ...contextAt(position), index });
        checkSample(sample, nameOf, 'get');
        const changed = await chain.ofSample(sample, { epoch: 0, position, stage: 'train', index, nameOf });
        yield { sample: changed, index, nameOf };
      }
    } else {
      for await (const sample of dataset.iterate({ ...contextAt(position), seed })) {
        const at = position++;
        const nameOf = (): string => `sample ${at}`;
        const changed = await chain.ofSample(sample, { epoch: 0, position: at, stage: 'train', nameOf });
        yield { sample: changed, index: undefined, nameOf };
      }
    }
  }
}

/** Samples that are stacked together. */
interface ReadBatch {
  readonly samples: readonly Sample[];
  readonly indices: readonly number[] | undefined;
  readonly names: readonly (() => string)[];
}

async function* inBatches(samples: AsyncIterable<ReadSample>): AsyncGenerator<ReadBatch> {
  let group: ReadSample[] = [];
  const together = (): ReadBatch => ({
    samples: group.map(({ sample }) => sample),
    indices: group[0]!.index === undefined ? undefined : group.map(({ index }) => index!),
    names: group.map(({ nameOf }) => nameOf),
  });
  for await (const sample of samples) {
    group.push(sample);
    if (group.length < BATCH) continue;
    yield together();
    group = [];
  }
  if (group.length > 0) yield together();
}

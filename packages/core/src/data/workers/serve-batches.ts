import { DataWorkerError } from '../../errors/data-worker-error.js';
import { toPlainError } from '../../errors/errors-as-data.js';
import { obeyThread } from '../../node/parent-thread.js';
import { createArrayPool, type Allocate } from '../array-pool.js';
import type { HostBatch } from '../batch.js';
import type { Dataset } from '../dataset.js';
import type { LoaderSettings } from '../loader-settings.js';
import { BatchReader } from '../read-indexed.js';
import { SampleBatcher } from '../sample-batcher.js';
import { restore } from './carry.js';
import { importModules, restoreSettings } from './data-source.js';
import { packBatch, type PackedBatch } from './pack-batch.js';
import {
  markOf,
  type BatchWork,
  type CarriedSource,
  type FromWorker,
  type JobMessage,
  type ToWorker,
  type WorkerStart,
} from './worker-messages.js';

/** Makes a batch of some work. */
type Make = (work: BatchWork, allocate: Allocate) => HostBatch | Promise<HostBatch>;

/** Makes the batches that the thread which has started this one asks for. */
export function serveBatches(): void {
  const parent = obeyThread({
    onMessage: (message) => hear(message as ToWorker),
    onWarning: (code, message) => send({ warning: { code, message } }),
  });
  const { id, claims } = parent.data as WorkerStart;
  const pool = createArrayPool();
  const datasets = new Map<number, () => Promise<Dataset>>();
  const sources = new Map<number, () => Promise<LoaderSettings>>();
  const passes = new Map<number, Promise<Make>>();
  /** Jobs are done one after the other. */
  let line: Promise<unknown> = Promise.resolve();

  function send(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
    parent.send(message, transfer);
  }

  function hear(message: ToWorker): void {
    if ('job' in message) {
      pool.add(message.returned);
      line = line.then(() => perform(message));
    } else if ('forget' in message) {
      ({ source: sources, pass: passes, dataset: datasets })[message.forget].delete(message.id);
    } else if ('source' in message) {
      sources.set(
        message.source,
        once(() => makeSource(message.carried)),
      );
    } else {
      const { pass, of, epoch, states } = message;
      passes.set(pass, quiet(sources.get(of)!().then((settings) => makerOf(settings, epoch, states))));
    }
  }

  async function makeSource(source: CarriedSource): Promise<LoaderSettings> {
    await importModules(source);
    return restoreSettings(source, source.dataset && (await datasetOf(source.dataset)));
  }

  function datasetOf({ id, carried }: NonNullable<CarriedSource['dataset']>): Promise<Dataset> {
    let dataset = datasets.get(id);
    if (dataset === undefined) datasets.set(id, (dataset = once(() => openDataset(carried))));
    return dataset();
  }

  async function perform({ job, slot, pass, work }: JobMessage): Promise<void> {
    if (Atomics.compareExchange(claims, slot, job, markOf(id)) !== job) return;
    const loan = pool.lend();
    try {
      const make = await passes.get(pass)!;
      const packed = packBatch(await make(work, loan.allocate), loan);
      sendBatch(job, packed);
      const moved = new Set(packed.arrays);
      pool.add(loan.lent.filter((array) => !moved.has(array)));
    } catch (error) {
      send({ done: job, failed: toPlainError(error) });
    }
  }

  function sendBatch(done: number, { batch, arrays }: PackedBatch): void {
    try {
      send(
        { done, batch, arrays },
        arrays.map(([, array]) => array.buffer as ArrayBuffer),
      );
    } catch (cause) {
      const part = Object.keys(batch).find((key) => !isCloneable(batch[key]));
      const message = `'${part}' of a batch cannot leave its worker thread: ${String(cause)}. Let it be plain data, or take workers: 0.`;
      throw new DataWorkerError(message, { cause });
    }
  }
}

async function openDataset(carried: unknown): Promise<Dataset> {
  const dataset = restore(carried) as Dataset;
  await dataset.open();
  return dataset;
}

/** How batches of an epoch are made, by the very readers that make them where there are no threads. */
function makerOf(settings: LoaderSettings, epoch: number, states: readonly (object | undefined)[]): Make {
  settings.transforms.forEach((transform, index) => {
    const state = states[index];
    if (state !== undefined) transform.load!(state as Parameters<NonNullable<typeof transform.load>>[0]);
  });
  const reader = 'get' in settings.dataset ? new BatchReader(settings.dataset, settings, epoch) : undefined;
  const batcher = new SampleBatcher(settings, epoch);
  return (work, allocate) =>
    'indices' in work
      ? reader!.read(work.indices, work.position, allocate)
      : batcher.batch(
          work.samples.map((sample, at) => batcher.change(sample, work.position + at)),
          work.position,
          allocate,
        );
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** Makes something when it is first needed. What failed is tried again. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

/** Whoever needs it hears of its failure then. */
function quiet<Value>(value: Promise<Value>): Promise<Value> {
  value.catch(() => undefined);
  return value;
}

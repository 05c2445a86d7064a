import { DataWorkerError } from '../../errors/data-worker-error.js';
import type { Dataset } from '../dataset.js';
import type { LoaderSettings } from '../loader-settings.js';
import { quiet } from '../promises.js';
import { carryDataset, carrySource, statesOf, type CarriedDataset } from './data-source.js';
import type { DataWorkers } from './worker-options.js';
import { WorkerThread, type BatchJob, type MadeBatch, type WorkerPass } from './worker-thread.js';
import type { BatchWork, CarriedSource } from './worker-messages.js';

export type { MadeBatch };

/** How many jobs can be with the threads at a time; further ones wait. */
const SLOTS = 1024;
/** What stands in a slot of a job that nobody is to do any more. */
const CANCELLED = 0;

/** The batches of an epoch of a loader, made in threads. */
export interface WorkerReader {
  /** How many batches are asked for before their turn. */
  readonly ahead: number;
  /** Asks for a batch. */
  make(work: BatchWork): Promise<MadeBatch>;
  /** Waits for what threads make. Only meanwhile do they keep the process alive. */
  wait<Value>(made: Promise<Value>): Promise<Value>;
  /** Nobody waits for batches any more. */
  end(): void;
}

/** Threads that make batches. They are started when there is work for them, stay for more, and do not keep the process alive. */
export class BatchWorkers {
  readonly #count: number;
  readonly #claims = new Int32Array(new SharedArrayBuffer(4 * SLOTS));
  readonly #slots = Array.from({ length: SLOTS }, (_, slot) => slot);
  readonly #threads = new Set<WorkerThread>();
  readonly #jobs = new Map<number, BatchJob>();
  readonly #waiting: (() => void)[] = [];
  readonly #datasets = new WeakMap<Dataset, CarriedDataset>();
  readonly #sources = new WeakMap<LoaderSettings, { readonly id: number; readonly carried: CarriedSource }>();
  readonly #forgotten = new FinalizationRegistry<['source' | 'dataset', number]>(([what, id]) => {
    for (const thread of this.#threads) thread.forget(what, id);
  });
  /** For how many batches somebody waits. */
  #waits = 0;
  /** Numbers of jobs, sources and all else; above 0, as the claims need it. */
  #last = 0;

  constructor({ count }: DataWorkers) {
    this.#count = count;
  }

  /**
   * Writes down what a loader makes batches of, where that was not done.
   *
   * @throws `LML_DATA_WORKER` for parts that cannot go to a thread.
   */
  prepare(settings: LoaderSettings): { readonly id: number; readonly carried: CarriedSource } {
    let source = this.#sources.get(settings);
    if (source === undefined) {
      source = { id: this.#number(), carried: carrySource(settings, (dataset) => this.#carried(dataset)) };
      this.#sources.set(settings, source);
      this.#forgotten.register(settings, ['source', source.id]);
    }
    return source;
  }

  /** Reads an epoch of a loader. What its transforms have learnt by now is what they know. */
  open(settings: LoaderSettings, epoch: number): WorkerReader {
    const source = this.prepare(settings);
    const pass: WorkerPass = { id: this.#number(), source, epoch, states: statesOf(settings.transforms) };
    const jobs = new Set<BatchJob>();
    let hasEnded = false;
    return {
      ahead: settings.prefetch * this.#count,
      make: async (work) => {
        while (this.#slots.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
        if (hasEnded) {
          this.#waiting.shift()?.();
          return new Promise<never>(() => undefined);
        }
        return new Promise<MadeBatch>((resolve) => {
          const job = this.#newJob(pass, work, (result) => {
            jobs.delete(job);
            if (hasEnded)
              void result.then(
                ({ giveBack }) => giveBack(),
                () => undefined,
              );
            else resolve(quiet(result));
          });
          jobs.add(job);
          this.#give(job);
        });
      },
      wait: (made) => this.#wait(made),
      end: () => {
        hasEnded = true;
        for (const job of jobs) this.#cancel(job);
        for (const thread of this.#threads) thread.forget('pass', pass.id);
      },
    };
  }

  /** Ends all threads. Whoever waits for a batch is told. */
  async close(): Promise<void> {
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const job of [...this.#jobs.values()])
      this.#settle(job, Promise.reject(new DataWorkerError('The loader was closed before its batches were read.')));
    await Promise.all(threads.map((thread) => thread.stop()));
  }

  #number(): number {
    this.#last = this.#last === 2 ** 31 - 1 ? 1 : this.#last + 1;
    return this.#last;
  }

  #carried(dataset: Dataset): CarriedDataset {
    let carried = this.#datasets.get(dataset);
    if (carried === undefined) {
      this.#datasets.set(dataset, (carried = carryDataset(dataset, this.#number())));
      this.#forgotten.register(dataset, ['dataset', carried.id]);
    }
    return carried;
  }

  async #wait<Value>(made: Promise<Value>): Promise<Value> {
    this.#hold(1);
    try {
      return await made;
    } finally {
      this.#hold(-1);
    }
  }

  #hold(more: 1 | -1): void {
    this.#waits += more;
    for (const thread of this.#threads) thread.hold(this.#waits > 0);
  }

  #newJob(pass: WorkerPass, work: BatchWork, settle: BatchJob['settle']): BatchJob {
    const job: BatchJob = { number: this.#number(), slot: this.#slots.pop()!, pass, work, holders: new Set(), settle };
    Atomics.store(this.#claims, job.slot, job.number);
    this.#jobs.set(job.number, job);
    return job;
  }

  /** Sends a job to the thread with the least to do, which may be a new one. */
  #give(job: BatchJob): void {
    const [idlest] = [...this.#threads].sort((a, b) => a.jobs.size - b.jobs.size);
    const thread =
      idlest === undefined || (idlest.jobs.size > 0 && this.#threads.size < this.#count) ? this.#start() : idlest;
    this.#send(thread, job);
  }

  #send(thread: WorkerThread, job: BatchJob): void {
    try {
      thread.take(job);
    } catch (cause) {
      const remedy = 'Let streams give, and options be, plain data; or take workers: 0.';
      const message = `What a batch is made of cannot go to a worker thread: ${String(cause)}. ${remedy}`;
      this.#settle(job, Promise.reject(new DataWorkerError(message, { cause })));
    }
  }

  #start(): WorkerThread {
    const thread = new WorkerThread(this.#number(), this.#claims, {
      onDone: (by, number, result) => this.#done(by, number, result),
      onEnd: (ended) => this.#ended(ended),
    });
    this.#threads.add(thread);
    if (this.#waits > 0) thread.hold(true);
    return thread;
  }

  #done(thread: WorkerThread, number: number, result: Promise<MadeBatch>): void {
    const job = this.#jobs.get(number);
    if (job === undefined) void quiet(result);
    else this.#settle(job, result);
    if (thread.jobs.size > 0 || !this.#threads.has(thread)) return;
    // It takes over what nobody has begun, so that none waits behind a slow one.
    const free = [...this.#jobs.values()].find((other) => this.#isFree(other));
    if (free !== undefined) this.#send(thread, free);
  }

  #isFree({ slot, number }: BatchJob): boolean {
    return Atomics.load(this.#claims, slot) === number;
  }

  #cancel(job: BatchJob): void {
    // One that is being made is over once its thread says so.
    const { slot, number } = job;
    const isFree = Atomics.compareExchange(this.#claims, slot, number, CANCELLED) === number;
    if (isFree) this.#settle(job, new Promise(() => undefined));
  }

  #settle(job: BatchJob, result: Promise<MadeBatch>): void {
    this.#jobs.delete(job.number);
    Atomics.store(this.#claims, job.slot, CANCELLED);
    this.#slots.push(job.slot);
    for (const thread of [...job.holders]) thread.drop(job);
    job.settle(result);
    this.#waiting.shift()?.();
  }

  /** A thread has ended: what it was making fails, and others make the rest. */
  #ended(thread: WorkerThread): void {
    if (!this.#threads.delete(thread)) return;
    const jobs = [...thread.jobs];
    const own = jobs.filter(({ slot }) => Atomics.load(this.#claims, slot) === thread.mark);
    const hasStarted = thread.wasHeard || own.length > 0;
    for (const job of jobs) {
      thread.drop(job);
      const isItsOwn = own.includes(job);
      // Where one could not even start, others would not either.
      if (isItsOwn || (!hasStarted && job.holders.size === 0))
        this.#settle(job, Promise.reject(deathOf(thread, isItsOwn)));
      else if (job.holders.size === 0 && this.#isFree(job)) this.#give(job);
    }
  }
}

function deathOf({ id, end }: WorkerThread, isItsOwn: boolean): DataWorkerError {
  const when = isItsOwn ? 'ended while it made this batch' : 'could not start';
  return new DataWorkerError(
    `The worker thread lml-data-${id} ${when}, with ${end}. Look at what dataset and transforms do; take workers: 0 to see it happen in ` +
      'this thread. Where memory is short, take fewer workers or smaller batches.',
  );
}

const pools = new WeakMap<DataWorkers, BatchWorkers>();
const abandoned = new FinalizationRegistry<BatchWorkers>((pool) => void pool.close());

/** The threads of a loader. Those with the same option have them in common; they end when nobody has it any more. */
export function workersFor(option: DataWorkers): BatchWorkers {
  let pool = pools.get(option);
  if (pool === undefined) {
    pools.set(option, (pool = new BatchWorkers(option)));
    abandoned.register(option, pool);
  }
  return pool;
}

/** Ends the threads of a loader. They start again when they are needed. */
export async function closeWorkers(option: DataWorkers | undefined): Promise<void> {
  if (option !== undefined) await pools.get(option)?.close();
}

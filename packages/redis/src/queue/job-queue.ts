import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve as absolute } from 'node:path';

import { ExecutorError, fromPlainError, LmlError, warn, type Job, type JobQueue } from '@lml/core';
import type { Job as StoredJob, Queue, QueueEvents } from 'bullmq';

import { withoutPassword } from '../shared/address.js';
import { connect, within, type Connection } from '../shared/connect.js';
import type { JobEnvelope, JobOutcome } from '../shared/envelope.js';
import { CANCELLED, readFault } from '../shared/faults.js';
import { cancelKey, jobIdOf, PREFIX, priorityOf, runKey, segmentOf } from '../shared/names.js';
import { BESIDE } from '../stores/folder-store.js';
import { openStore } from '../stores/open-store.js';
import { Cancellations } from './cancellations.js';
import type { Settings } from './settings.js';

/** How often jobs are looked at, whatever events tell of them. */
const LOOK_EVERY = 1000;
/** How long a run without workers is not worth a word. */
const PATIENCE = 10_000;
/** How often in a row Redis may refuse a job. */
const REFUSALS = 30;
/** How long Redis may take at the end, where it is there and where it is not. */
const GOODBYE = 5000;
const SHORT_GOODBYE = 1500;

/** A job that is waited for. */
interface Waiter {
  readonly id: string;
  readonly job: Job;
  readonly envelope: JobEnvelope;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Whether it was added by this process, so that how it ends is no story of an earlier one. */
  isOwn: boolean;
  /** Whether somebody looks after it at the moment. */
  isBusy: boolean;
  /** How often in a row Redis has answered by an error. */
  refusals: number;
  since: number;
}

/** Has the jobs of a run done by workers. Jobs that are there from before are joined. */
export class RedisJobQueue implements JobQueue {
  readonly #waiters = new Map<string, Waiter>();
  readonly #cancellations = new Cancellations();
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;
  #isLooking = false;

  private constructor(
    private readonly name: string,
    private readonly settings: Settings,
    private readonly connection: Connection,
    private readonly queue: Queue<JobEnvelope, JobOutcome>,
    private readonly events: QueueEvents,
  ) {
    for (const event of ['completed', 'failed'] as const)
      events.on(event, ({ jobId }: { jobId: string }) => this.#lookSoon(this.#waiters.get(jobId)));
    this.#timer = setInterval(() => void this.#lookAtAll(), LOOK_EVERY);
  }

  /** Connects, and gives the queue of a run. */
  static async open(run: string, settings: Settings): Promise<RedisJobQueue> {
    const { url, queue: name } = settings;
    const connection = await connect(url, {
      onLost: () =>
        warn(
          'LML_REDIS_LOST',
          `The connection to ${connection.where} is lost. It is made again as soon as Redis is back; the run waits for it.`,
        ),
      onBack: () => undefined,
    });
    const { Queue, QueueEvents } = await import('bullmq');
    const options = { connection: connection.client, prefix: PREFIX };
    const queue = new Queue<JobEnvelope, JobOutcome>(name, options);
    const events = new QueueEvents(name, options);
    // A connection that is lost is told of above, and what a command has to say is thrown by it.
    queue.on('error', () => undefined);
    events.on('error', () => undefined);
    return new RedisJobQueue(run, settings, connection, queue, events);
  }

  /** How many jobs are handed out at a time; how many workers there are, nobody knows. */
  get capacity(): number {
    return this.settings.capacity;
  }

  /** See {@link JobQueue}. */
  run(job: Job, { signal }: { readonly signal: AbortSignal }): Promise<unknown> {
    const envelope = this.#envelope(job);
    const id = jobIdOf(this.name, job.id, [envelope.data, envelope.place ?? null]);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(reasonOf(signal));
      if (this.#isClosed || this.#waiters.has(id)) {
        const why = this.#isClosed ? 'its executor is closed' : 'it is under way already';
        return reject(new ExecutorError(`The job '${job.id}' cannot be run: ${why}. Run each job once.`));
      }
      const cancel = (): void => {
        this.#waiters.delete(id);
        reject(reasonOf(signal));
        this.#inBackground(this.#cancel(id));
      };
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value): void => {
          this.#cancellations.remove(signal, cancel);
          this.#waiters.delete(id);
          settle(value);
        };
      this.#cancellations.add(signal, cancel);
      const waiter: Waiter = {
        id,
        job,
        envelope,
        resolve: settled(resolve),
        reject: settled(reject),
        isOwn: false,
        isBusy: false,
        refusals: 0,
        since: Date.now(),
      };
      this.#waiters.set(id, waiter);
      void this.#look(waiter);
    });
  }

  /** See {@link JobQueue}. Results that were handed over are removed; those that were not stay for a run that goes on. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    const cancelled = [...this.#waiters.values()];
    for (const { job, reject } of cancelled)
      reject(new ExecutorError(`The job '${job.id}' was not done: its executor was closed.`));
    const goodbye = Promise.all(cancelled.map(({ id }) => this.#cancel(id))).then(() => this.#clear(cancelled));
    // Without Redis nothing is removed; all of it expires.
    const patience = this.connection.client.status === 'ready' ? GOODBYE : SHORT_GOODBYE;
    await within(patience, goodbye).catch(() => undefined);
    await within(patience, Promise.all([this.events.close(), this.queue.close()])).catch(() => undefined);
    this.connection.close();
  }

  #envelope({ id, data, priority, folder }: Job): JobEnvelope {
    const { attempts, store } = this.settings;
    if (folder === undefined) return { id, data, priority, attempts };
    // Never the folder itself: a run that goes on empties it first, while a worker may still be at the job.
    const beside = join(dirname(absolute(folder)), BESIDE);
    const place = `${segmentOf(this.name)}/${segmentOf(id)}`;
    return { id, data, priority, attempts, store: store ?? beside, place };
  }

  /** Looks at all jobs, since events may get lost, and jobs too, if Redis is killed within a second after it took them. */
  async #lookAtAll(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    for (const waiter of [...this.#waiters.values()]) await this.#look(waiter);
    this.#isLooking = false;
    await this.#askForWorkers().catch(() => undefined);
  }

  #lookSoon(waiter: Waiter | undefined): void {
    if (waiter !== undefined) void this.#look(waiter);
  }

  async #look(waiter: Waiter): Promise<void> {
    if (waiter.isBusy) return;
    waiter.isBusy = true;
    try {
      const stored = (await this.queue.getJob(waiter.id)) as StoredJob<JobEnvelope, JobOutcome> | undefined;
      if (this.#waiters.get(waiter.id) !== waiter) return;
      if (stored === undefined) await this.#add(waiter);
      else if (stored.finishedOn !== undefined) await this.#finish(waiter, stored);
      else if (!waiter.isOwn) await this.#join(waiter);
      waiter.refusals = 0;
    } catch (error) {
      this.#refuse(waiter, error);
    } finally {
      waiter.isBusy = false;
    }
  }

  /** Redis may have refused for a moment, while it reads its file say or until a disk is made room on: it is asked again and again for a while. */
  #refuse(waiter: Waiter, error: unknown): void {
    waiter.refusals += 1;
    if (LmlError.isInstance(error)) return waiter.reject(error);
    if (waiter.refusals < REFUSALS) return;
    const { where } = this.connection;
    const words = withoutPassword(String(error), this.settings.url);
    waiter.reject(
      new ExecutorError(
        `Redis at ${where} refuses the job '${waiter.job.id}': ${words}. Look at its log, its memory and its disk; then run the same again.`,
      ),
    );
  }

  async #add(waiter: Waiter): Promise<void> {
    const { keepResults: age, queue, priority } = this.settings;
    const { client } = this.connection;
    waiter.isOwn = true;
    const { store } = waiter.envelope;
    if (this.settings.store === undefined && typeof store === 'string') await mkdir(store, { recursive: true });
    waiter.since = Date.now();
    await client.del(cancelKey(queue, waiter.id));
    await client.sadd(runKey(queue, this.name), waiter.id);
    await client.expire(runKey(queue, this.name), age);
    await this.queue.add('job', waiter.envelope, {
      jobId: waiter.id,
      priority: priorityOf(priority, waiter.job.priority),
      attempts: 1,
      removeOnComplete: { age },
      removeOnFail: { age },
    });
    // It was cancelled in the meantime, and there was nothing to remove.
    if (this.#waiters.get(waiter.id) !== waiter) await this.#cancel(waiter.id);
  }

  /** Takes up a job that another process, which is no more, has added. */
  async #join(waiter: Waiter): Promise<void> {
    await this.connection.client.del(cancelKey(this.settings.queue, waiter.id));
    waiter.since = Date.now();
  }

  async #finish(waiter: Waiter, stored: StoredJob<JobEnvelope, JobOutcome>): Promise<void> {
    const { id, job, isOwn } = waiter;
    const isFailed = (stored.failedReason ?? '') !== '';
    const fault = isFailed ? readFault(stored.failedReason) : undefined;
    // What failed before, or was cancelled, is tried anew.
    if (fault !== undefined && (!isOwn || fault.code === CANCELLED)) return this.#addAgain(waiter);
    if (fault !== undefined) return waiter.reject(fromPlainError(fault));
    const outcome = stored.returnvalue;
    try {
      await this.#takeFiles(job, stored.data, outcome);
    } catch (error) {
      if (!isOwn) return this.#addAgain(waiter);
      throw error;
    }
    if (this.#waiters.get(id) === waiter) waiter.resolve(outcome.result);
  }

  async #addAgain(waiter: Waiter): Promise<void> {
    await this.queue.remove(waiter.id);
    await this.#add(waiter);
  }

  async #takeFiles({ folder }: Job, { store }: JobEnvelope, { place, names }: JobOutcome): Promise<void> {
    if (folder === undefined || store === undefined || place === undefined || names === undefined) return;
    await (await openStore(store, this.settings.keys)).load(place, names, folder);
  }

  /** Removes a job that waits; a worker that is at it is told by a key. */
  async #cancel(id: string): Promise<void> {
    const { queue, keepResults } = this.settings;
    await this.connection.client.set(cancelKey(queue, id), '1', 'EX', keepResults);
    await this.queue.remove(id);
  }

  /** Removes what is left of the run, but for the jobs that were cancelled. */
  async #clear(cancelled: readonly Waiter[]): Promise<void> {
    const { client } = this.connection;
    const key = runKey(this.settings.queue, this.name);
    const left = new Set(cancelled.map(({ id }) => id));
    for (const id of (await client.smembers(key)).filter((each) => !left.has(each))) {
      const stored = (await this.queue.getJob(id)) as StoredJob<JobEnvelope, JobOutcome> | undefined;
      const { place, names } = stored?.returnvalue ?? {};
      const store = stored?.data.store;
      if (store !== undefined && place !== undefined && names !== undefined) {
        const opened = await openStore(store, this.settings.keys);
        // Files that stay take room, and that is all.
        await opened.remove(place, names).catch(() => undefined);
      }
      await this.queue.remove(id);
      await client.srem(key, id);
    }
  }

  /** Says so where jobs wait and nobody is there to do them. */
  async #askForWorkers(): Promise<void> {
    const oldest = Math.min(...[...this.#waiters.values()].map(({ since }) => since));
    if (this.#isClosed || Date.now() - oldest < PATIENCE || (await this.queue.getWorkersCount()) > 0) return;
    const { where } = this.connection;
    warn(
      'LML_NO_WORKER',
      `Jobs wait in the queue '${this.settings.queue}' of ${where}, and no worker is connected to it. Start some: lml worker --redis <url>, on any machine.`,
    );
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch(() => undefined);
  }
}

function reasonOf(signal: AbortSignal): unknown {
  return signal.reason as unknown;
}

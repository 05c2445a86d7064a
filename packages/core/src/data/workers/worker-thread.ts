import { platform } from '#platform';

import { fromPlainError } from '../../errors/errors-as-data.js';
import type { ThreadProgram } from '../../node/platform.js';
import { warn } from '../../node/warnings.js';
import type { LentArray } from '../array-pool.js';
import type { HostBatch } from '../batch.js';
import { markOf, type BatchWork, type CarriedSource, type FromWorker, type ToWorker } from './worker-messages.js';
import type { TransformState } from '../transform.js';

/** A batch that came from a thread. */
export interface MadeBatch {
  readonly batch: HostBatch;
  /** Gives its arrays back to the thread. */
  giveBack(): void;
}

/** A batch that threads are asked for. */
export interface BatchJob {
  readonly number: number;
  readonly slot: number;
  readonly pass: WorkerPass;
  readonly work: BatchWork;
  /** The threads that it was sent to. */
  readonly holders: Set<WorkerThread>;
  /** It has ended in one way or the other; nobody may wait for it any more. */
  settle(result: Promise<MadeBatch>): void;
}

/** What batches of an epoch are made with. */
export interface WorkerPass {
  readonly id: number;
  readonly source: { readonly id: number; readonly carried: CarriedSource };
  readonly epoch: number;
  readonly states: readonly (TransformState | undefined)[];
}

/** What one is told of a thread. */
export interface WorkerListener {
  /** It has done a job, or failed at it. */
  onDone(thread: WorkerThread, number: number, result: Promise<MadeBatch>): void;
  /** It has ended by itself. */
  onEnd(thread: WorkerThread): void;
}

/** A thread that makes batches. */
export class WorkerThread {
  /** The jobs that it was sent and that are not done. */
  readonly jobs = new Set<BatchJob>();
  /** What it has put in the place of the jobs that are its own. */
  readonly mark: number;
  /** How it has ended, in words. */
  end: string | undefined;
  /** Whether it was ever heard of. */
  wasHeard = false;
  readonly #program: ThreadProgram;
  readonly #sources = new Set<number>();
  readonly #passes = new Set<number>();
  #returned: LentArray[] = [];

  constructor(
    readonly id: number,
    claims: Int32Array,
    listener: WorkerListener,
  ) {
    this.mark = markOf(id);
    this.#program = platform.startThread!(
      new URL('../../data-worker.js', import.meta.url),
      { name: `lml-data-${id}`, data: { id, claims } },
      {
        onMessage: (message) => this.#hear(message as FromWorker, listener),
        onEnd: ({ code, error }) => {
          this.end = error === undefined ? `the exit code ${code}` : `an error: ${error.message}`;
          listener.onEnd(this);
        },
      },
    );
  }

  /**
   * Gives it a job.
   *
   * @throws if that cannot be cloned.
   */
  take(job: BatchJob): void {
    const { number, slot, pass, work } = job;
    const { source } = pass;
    if (!this.#sources.has(source.id)) {
      this.#send({ source: source.id, carried: source.carried });
      this.#sources.add(source.id);
    }
    if (!this.#passes.has(pass.id)) {
      this.#send({ pass: pass.id, of: source.id, epoch: pass.epoch, states: pass.states });
      this.#passes.add(pass.id);
    }
    const returned = this.#returned;
    this.#send(
      { job: number, slot, pass: pass.id, work, returned },
      returned.map(([, array]) => array.buffer as ArrayBuffer),
    );
    this.#returned = [];
    this.jobs.add(job);
    job.holders.add(this);
  }

  /** Lets it keep the process alive, or not. */
  hold(isHeld: boolean): void {
    if (isHeld) this.#program.ref();
    else this.#program.unref();
  }

  /** A job is over. */
  drop(job: BatchJob): void {
    job.holders.delete(this);
    this.jobs.delete(job);
  }

  /** Tells it that something is no longer needed. */
  forget(what: 'source' | 'pass' | 'dataset', id: number): void {
    const known = what === 'source' ? this.#sources.delete(id) : what === 'pass' ? this.#passes.delete(id) : true;
    if (known) this.#send({ forget: what, id });
  }

  /** Ends it, whatever it does. */
  stop(): Promise<void> {
    return this.#program.end();
  }

  #send(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#program.send(message, transfer);
  }

  #hear(message: FromWorker, listener: WorkerListener): void {
    this.wasHeard = true;
    if ('warning' in message) warn(message.warning.code, message.warning.message);
    else listener.onDone(this, message.done, this.#resultOf(message));
  }

  #resultOf(message: Exclude<FromWorker, { warning: unknown }>): Promise<MadeBatch> {
    if ('failed' in message) return Promise.reject(fromPlainError(message.failed));
    const { batch } = message;
    let arrays = message.arrays;
    const giveBack = (): void => {
      // Where somebody has moved the memory on, there is nothing left to return.
      if (this.end === undefined) this.#returned.push(...arrays.filter(([, array]) => array.length > 0));
      arrays = [];
    };
    return Promise.resolve({ batch, giveBack });
  }
}

import { ExecutorError } from '../../../errors/executor-error.js';
import type { Job, JobHandler, JobQueue } from '../../../search/executor.js';

/** Who does the jobs of a line. */
export interface JobLineOptions {
  /** How many at a time. */
  readonly capacity: number;
  /** Does one. Its signal is aborted when the job is cancelled, and when the line closes. */
  readonly perform: JobHandler;
  /** Called when the line closes, after what runs has been cancelled; resolves when nobody works any more. */
  readonly end?: () => Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly signal: AbortSignal;
  readonly start: () => void;
}

/** Jobs in a line: `capacity` of them are done at a time, those of lower priority first, and of equal ones those that came first. */
export function jobLine({ capacity, perform, end }: JobLineOptions): JobQueue {
  const waiting: Waiting[] = [];
  const atWork = new Set<Promise<unknown>>();
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  /** Resolves when it is the job's turn. */
  function turn(job: Job, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const give = (): void => {
        const index = waiting.indexOf(entry);
        if (index >= 0) waiting.splice(index, 1);
        reject(signal.reason as Error);
      };
      const start = (): void => {
        signal.removeEventListener('abort', give);
        resolve();
      };
      const entry: Waiting = { job, signal, start };
      signal.addEventListener('abort', give, { once: true });
      const place = waiting.findIndex((other) => other.job.priority > job.priority);
      waiting.splice(place < 0 ? waiting.length : place, 0, entry);
    });
  }

  let free = capacity;
  function callNext(): void {
    while (free > 0 && waiting.length > 0) {
      free -= 1;
      waiting.shift()?.start();
    }
  }

  async function run(job: Job, context: { readonly signal: AbortSignal }): Promise<unknown> {
    const signal = AbortSignal.any([context.signal, closing.signal]);
    signal.throwIfAborted();
    const called = turn(job, signal);
    callNext();
    await called;
    const work = Promise.resolve().then(() => {
      signal.throwIfAborted();
      return perform(job, { signal });
    });
    atWork.add(work);
    try {
      return await work;
    } finally {
      atWork.delete(work);
      free += 1;
      callNext();
    }
  }

  async function close(): Promise<void> {
    closing.abort(new ExecutorError('The executor was closed before the job was done. Open it again to run more.'));
    await end?.();
    await Promise.allSettled(atWork);
  }

  return { capacity, run, close: () => (closed ??= close()) };
}

import { platform } from '#platform';

import { ExecutorError } from '../../../errors/executor-error.js';
import { fromPlainError, toPlainError } from '../../../errors/errors-as-data.js';
import type { ChildEnd, ChildProgram } from '../../../node/platform.js';
import { warn } from '../../../node/warnings.js';
import type { Job, JobQueue } from '../../../search/executor.js';
import type { FromChild, ToChild } from './job-messages.js';
import { jobLine } from './job-line.js';

/** How often a job is done again whose process has died. */
const AGAIN = 3;
/** Milliseconds that a cancelled job has to end, and then a process that was asked to. */
const PATIENCE = { job: 5000, process: 2000 };

/** How jobs are done in child processes. */
export interface ChildProcessesOptions {
  /** How many at a time. */
  readonly workers: number;
  /** What a child runs: a module that calls `serveJobs`. */
  readonly program: URL;
}

/**
 * Does jobs in processes of this machine that are started when they are needed, and stay for the next job.
 *
 * @throws `LML_EXECUTOR` where there are no processes.
 */
export function childProcesses({ workers, program }: ChildProcessesOptions): JobQueue {
  const { fork } = platform;
  if (fork === undefined) {
    throw new ExecutorError("A browser has no child processes. Take the executor 'in-process' there.");
  }
  const children = new Set<Child>();
  const idle: Child[] = [];

  function takeChild(): Child {
    const free = idle.pop();
    if (free !== undefined) return free;
    const child = new Child(fork as NonNullable<typeof fork>, program);
    children.add(child);
    void child.ended.then(() => {
      children.delete(child);
      if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
    });
    return child;
  }

  async function perform(job: Job, { signal }: { readonly signal: AbortSignal }): Promise<unknown> {
    for (let left = AGAIN; ; left--) {
      const child = takeChild();
      const answer = await child.perform(job, signal);
      if (!('died' in answer)) {
        idle.push(child);
        if ('failed' in answer) throw fromPlainError(answer.failed);
        return answer.result;
      }
      signal.throwIfAborted();
      if (left === 0) throw deathOf(job, answer.died);
    }
  }

  async function end(): Promise<void> {
    await Promise.all([...children].map((child) => child.end()));
  }

  return jobLine({ capacity: workers, perform, end });
}

function deathOf({ id }: Job, { how, lastWords }: ChildEnd): ExecutorError {
  const words = lastWords === '' ? '' : ` The last that it wrote:\n${lastWords}\n`;
  return new ExecutorError(
    `The process that did job '${id}' ended with ${how}, ${AGAIN + 1} times in a row.${words || ' '}` +
      'SIGKILL is often the end of memory: take fewer workers, or a smaller batch.',
  );
}

type Answer = Exclude<FromChild, { warning: unknown }> | { readonly died: ChildEnd };

/** A child process, which does one job at a time. */
class Child {
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  private readonly program: ChildProgram;
  private answer: ((answer: Answer) => void) | undefined;
  private atWork: Promise<unknown> | undefined;
  private death: ChildEnd | undefined;

  constructor(fork: NonNullable<typeof platform.fork>, program: URL) {
    let hasEnded!: () => void;
    this.ended = new Promise((resolve) => (hasEnded = resolve));
    this.program = fork(program, {
      onMessage: (message) => this.hear(message as FromChild),
      onEnd: (death) => {
        this.death = death;
        this.answer?.({ died: death });
        hasEnded();
      },
    });
  }

  /** Has it do a job. A cancelled one is still waited for. */
  async perform(job: Job, signal: AbortSignal): Promise<Answer> {
    const { death } = this;
    if (death !== undefined) return { died: death };
    const cancel = (): void => this.program.send({ cancel: job.id } satisfies ToChild);
    const answered = new Promise<Answer>((resolve) => (this.answer = resolve));
    this.atWork = answered;
    try {
      this.program.send({ job } satisfies ToChild);
      signal.addEventListener('abort', cancel);
      return await answered;
    } catch (cause) {
      const error = new ExecutorError(`Job '${job.id}' is to be plain data, which can go to another process.`, {
        cause,
      });
      return { failed: toPlainError(error) };
    } finally {
      signal.removeEventListener('abort', cancel);
      this.answer = undefined;
      this.atWork = undefined;
    }
  }

  /** Ends it: after its job, which is cancelled already, or when that takes too long. */
  async end(): Promise<void> {
    if (this.atWork !== undefined) await within(PATIENCE.job, this.atWork);
    this.program.kill('SIGTERM');
    await within(PATIENCE.process, this.ended);
    if (this.death === undefined) this.program.kill('SIGKILL');
    await this.ended;
  }

  private hear(message: FromChild): void {
    if ('warning' in message) warn(message.warning.code, message.warning.message);
    else this.answer?.(message);
  }
}

/** Waits for a promise, but not for longer than some milliseconds. */
async function within(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([promise, rest]);
  clearTimeout(timer);
}

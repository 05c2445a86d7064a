/** A piece of work: a fold of a trial. All of it is plain data. */
export interface Job {
  /** Names it among all jobs of all runs: running it twice does no harm, and gives the same. */
  readonly id: string;
  /** What to do; the handler knows. */
  readonly data: unknown;
  /** Lower ones first. */
  readonly priority: number;
  /** Where the handler writes files, if it does. */
  readonly folder?: string | undefined;
}

/** Does a job and gives its result, plain data. It fails only where no answer can be had; a fold that diverged is a result. */
export type JobHandler = (job: Job, context: { readonly signal: AbortSignal }) => Promise<unknown>;

/** What an executor is opened with. */
export interface ExecutorContext {
  /** Names the run: those of two runs never meet. */
  readonly run: string;
  /** Does a job in this process. An executor elsewhere has one of its own: `jobHandler` of `@lml/core/engine`. */
  readonly handler: JobHandler;
}

/** An executor that is at work. */
export interface JobQueue {
  /** How many jobs can be at work at a time, as far as that is known; at least 1. */
  readonly capacity: number;
  /**
   * Has a job done and gives its result. A worker that dies is replaced, and the job done again.
   *
   * @throws what the handler throws; `LML_EXECUTOR` where nobody can do it.
   */
  run(job: Job, context: { readonly signal: AbortSignal }): Promise<unknown>;
  /** Ends it. What still runs is cancelled. */
  close(): Promise<void>;
}

/** What a worker is started with. */
export interface WorkerOptions {
  /** Does a job. */
  readonly handler: JobHandler;
  /** Ends the worker after what it is doing. */
  readonly signal: AbortSignal;
  /** How many jobs it does at a time. */
  readonly concurrency: number;
  /** Told what it does, in a line. */
  readonly log: (line: string) => void;
}

/** Where jobs are done: in this process, in children of it, on other machines. */
export interface Executor {
  /** Whether jobs are done by the handler that it is opened with, in this process; then what they hold need not be plain data. Default false. */
  readonly isLocal?: boolean | undefined;
  /** Starts it. */
  open(options: ExecutorContext): Promise<JobQueue>;
  /** Does the jobs of others until `signal` ends it: `lml worker`. An executor without it has no workers to start by hand. */
  work?(options: WorkerOptions): Promise<void>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Executor}. */
    executor: Executor;
  }
}

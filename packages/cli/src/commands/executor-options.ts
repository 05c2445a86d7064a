import { processes, type ComponentInput } from '@lml/core';
import { InvalidArgumentError } from '@lml/core';

/** Where folds are run, and whether an interrupted run is gone on with, as options of a command. */
export interface RunOptions {
  /** Child processes. */
  readonly workers?: string | undefined;
  /** The URL of a Redis whose workers run the folds. */
  readonly redis?: string | undefined;
  /** Begins anew, where an interrupted run would be gone on with. */
  readonly fresh?: boolean | undefined;
}

/** The options of `project.crossValidate` and `project.search` that a command sets. */
export function runOptions({ workers, redis, fresh }: RunOptions): {
  executor?: ComponentInput<'executor'>;
  resume?: boolean;
} {
  return {
    ...(workers !== undefined && { executor: processes({ workers: countOf(workers, '--workers') }) }),
    ...(redis !== undefined && { executor: { name: 'redis', url: redis } as unknown as ComponentInput<'executor'> }),
    ...(fresh === true && { resume: false }),
  };
}

/** An option that is a count. */
export function countOf(value: string, option: string): number {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError(option, 'an integer of at least 1', value);
}

import { platform } from '#platform';

import { LmlError } from '../../errors/lml-error.js';
import type { Executor } from '../../search/executor.js';
import { printsOnConsole } from '../../training/run-context.js';
import type { Project } from '../project.js';
import type { FoldOutcome, FoldPlan, FoldSpec } from './fold-spec.js';
import type { Folds } from './folds-of.js';
import { openFoldRunner } from './fold-runner.js';
import type { RunRecord } from './run-record.js';

/** A fold to be run. */
export interface FoldTask {
  /** What is its own. */
  readonly spec: FoldSpec;
  /** Its folder below that of the record. */
  readonly place: string;
}

/** What folds are run with. */
export interface FoldTasks {
  readonly plan: FoldPlan;
  readonly folds: Folds;
  /** The folds, those that are to be begun first at the front. */
  readonly tasks: readonly FoldTask[];
  readonly record: RunRecord;
  readonly executor: Executor | undefined;
  readonly signal: AbortSignal;
  /** Whether the folders of folds stay. Default: no. */
  readonly keepsFolders?: boolean | undefined;
  /** Whether one that failed is an outcome. Default: it ends all, and what went wrong is thrown. */
  readonly allowsFailed?: boolean | undefined;
  /** What is printed of one. Default: nothing. */
  readonly line?: ((outcome: FoldOutcome, at: number) => string) | undefined;
}

/** Runs folds, each as soon as the executor has room. Of those that an interruption kept from their end there is no outcome. */
export async function runTasks(
  project: Project,
  {
    plan,
    folds,
    tasks,
    record,
    executor,
    signal,
    keepsFolders = false,
    allowsFailed = false,
    line = () => '',
  }: FoldTasks,
): Promise<(FoldOutcome | undefined)[]> {
  const prints = printsOnConsole(project.trainer.options);
  const runner = await openFoldRunner({ project, plan, folds, executor, record, keepsFolders });
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  try {
    return await Promise.all(
      tasks.map(async ({ spec, place }, at) => {
        try {
          const outcome = await runner.run(spec, place, { priority: at, signal: either });
          if (outcome.error !== undefined && !allowsFailed)
            throw new LmlError(outcome.error.code, outcome.error.message);
          if (!['completed', 'failed'].includes(outcome.state)) return undefined;
          const text = prints ? line(outcome, at) : '';
          if (text !== '') platform.print(text);
          return outcome;
        } catch (error) {
          if (either.aborted) return undefined;
          failure.abort();
          throw error;
        }
      }),
    );
  } finally {
    await runner.close();
  }
}

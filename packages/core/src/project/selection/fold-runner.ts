import { platform } from '#platform';

import { lengthOf } from '../../data/dataset.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { Executor } from '../../search/executor.js';
import { carriedData, carriedJson } from '../../training/checkpoints/plain-json.js';
import { readSafetensors, writeSafetensors } from '../../training/checkpoints/safetensors.js';
import type { Project } from '../project.js';
import { inProcess } from './executors/in-process.js';
import { flatten, unflatten } from './flat-tree.js';
import { plainPlan, type FoldJobData } from './fold-job.js';
import type { FoldOutcome, FoldPlan, FoldSpec } from './fold-spec.js';
import type { Folds } from './folds-of.js';
import { PREDICTIONS_FILE } from './predictions-file.js';
import { sourceOf } from './project-source.js';
import { runFold } from './run-fold.js';
import type { RunRecord } from './run-record.js';
import { originOf, plainOuter } from './within-fold.js';

/** Runs folds, wherever they are run, and keeps what came out of them. */
export interface FoldRunner {
  /** How many folds can be at work at a time. */
  readonly capacity: number;
  /** Runs a fold, or reads what an interrupted run has kept of it. `place` is its folder below that of the record. */
  run(
    spec: FoldSpec,
    place: string,
    options: { readonly priority: number; readonly signal: AbortSignal },
  ): Promise<FoldOutcome>;
  /** Ends it. */
  close(): Promise<void>;
}

/** What folds are run with. */
export interface FoldRunnerOptions {
  readonly project: Project;
  readonly plan: FoldPlan;
  readonly folds: Folds;
  readonly executor: Executor | undefined;
  readonly record: RunRecord;
  /** Whether the folders of folds stay. */
  readonly keepsFolders: boolean;
}

/** Starts the executor. */
export async function openFoldRunner({
  project,
  plan,
  folds,
  executor = inProcess(),
  record,
  keepsFolders,
}: FoldRunnerOptions): Promise<FoldRunner> {
  const isLocal = executor.isLocal === true;
  const handler = (
    job: { data: unknown; folder?: string | undefined },
    { signal }: { signal: AbortSignal },
  ): Promise<FoldOutcome> => runFold({ project, plan, spec: job.data as FoldSpec, folder: job.folder, signal, folds });
  if (!isLocal && plan.predict !== undefined && record.folder === undefined) {
    const remedy = 'They come back as files: give the project a folder.';
    throw new InvalidArgumentError(
      'predict',
      'left out, where folds run elsewhere and nothing is written',
      plan.predict,
      remedy,
    );
  }
  // Before anything is begun: what cannot be sent is refused.
  const shared = isLocal
    ? undefined
    : { ...(await originalOf(project)), plan: plainPlan(plan), samples: lengthOf(folds.training) };
  const queue = await executor.open({ run: record.id, handler });
  return {
    capacity: queue.capacity,
    async run(spec, place, { priority, signal }) {
      const kept = await record.read<FoldOutcome>(`${place}.json`);
      const folder = record.folder === undefined ? undefined : `${record.folder}/${place}`;
      if (kept !== undefined) return withPredictions(kept, plan, folder);
      // What an attempt that was cut off has left.
      if (folder !== undefined) await platform.files?.remove(folder);
      const data = shared === undefined ? spec : carriedJson({ ...shared, spec } satisfies FoldJobData);
      const result = await queue.run({ id: place, data, priority, folder }, { signal });
      const outcome = (shared === undefined ? result : carriedData(result)) as FoldOutcome;
      if (folder !== undefined && !keepsFolders) await platform.files?.remove(folder);
      if (outcome.state !== 'interrupted') await keep(outcome, place, record);
      return withPredictions(outcome, plan, folder);
    },
    close: () => queue.close(),
  };
}

/** How a project is made elsewhere: of one within a fold the whole, and which fold. */
async function originalOf(project: Project): Promise<Pick<FoldJobData, 'source' | 'outer'>> {
  const origin = originOf(project);
  if (origin === undefined) return { source: await sourceOf(project) };
  return { source: await sourceOf(origin.whole), outer: plainOuter(origin.outer) };
}

/** Writes an outcome down; its predictions beside it, where they are not there yet. */
async function keep({ predictions, ...outcome }: FoldOutcome, place: string, record: RunRecord): Promise<void> {
  if (predictions !== undefined && record.folder !== undefined) {
    await platform.files!.write(
      `${record.folder}/${place}/${PREDICTIONS_FILE}`,
      writeSafetensors(flatten(predictions)),
    );
  }
  await record.write(`${place}.json`, outcome);
}

async function withPredictions(outcome: FoldOutcome, plan: FoldPlan, folder: string | undefined): Promise<FoldOutcome> {
  if (plan.predict === undefined || outcome.predictions !== undefined || outcome.state !== 'completed') return outcome;
  if (folder === undefined) return outcome;
  const bytes = await platform.files!.read(`${folder}/${PREDICTIONS_FILE}`);
  return { ...outcome, predictions: unflatten(readSafetensors(bytes)) };
}

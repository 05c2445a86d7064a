import { platform } from '#platform';

import type { Study } from '../../search/study.js';
import type { Trial, TrialResult } from '../../search/trial.js';
import { trialsCsv, trialsJson } from '../../search/trial-table.js';
import { trialLine } from './progress.js';
import type { RunRecord } from './run-record.js';
import { runTrial, type TrialRun } from './run-trial.js';

/** How trials are run, but for what each of them needs. */
export interface TrialLimits {
  readonly record: RunRecord;
  readonly parallel: number;
  readonly timeout: number | undefined;
  readonly prints: boolean;
}

/**
 * Asks and tells until there is no more. Trials are told in their order, and a fixed number of them behind: so what is asked does not depend
 * on which of them was faster.
 */
export async function runTrials(
  study: Study,
  run: TrialRun,
  { record, parallel, timeout = Infinity, prints }: TrialLimits,
): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([run.signal, failure.signal]);
  const deadline = performance.now() + timeout * 1000;
  // A pruner looks at what is over, as a strategy that learns does.
  const isFree = study.strategy.learns === false && run.pruner === undefined;
  const window = isFree ? Math.max(1, 2 * run.runner.capacity - 1) : parallel;
  const running: Promise<TrialResult | undefined>[] = [];
  let told = 0;
  /** Tells the next trial in line. One that was interrupted, or ended since another one failed for all, ends the search. */
  const tell = async (): Promise<void> => {
    const result = await running[told]!;
    if (result === undefined) return failure.abort(failure.signal.reason);
    study.tell(told, result);
    told += 1;
    await writeTables(study, record);
    if (prints) platform.print(trialLine(study, told - 1));
  };
  const start = (trial: Trial): Promise<TrialResult | undefined> => {
    const known = study.trials.slice(0, told);
    const result = runKept(trial, known, { ...run, signal }, record);
    // Not one of the trial, which is a result, but of the search: a wrong objective, no worker.
    result.catch((error: unknown) => failure.abort(new SearchFault(error)));
    return result;
  };
  try {
    while (!signal.aborted && performance.now() < deadline) {
      const isFull = study.trials.length - told >= window;
      const trial = isFull ? undefined : study.ask();
      if (trial !== undefined) running.push(start(trial));
      else if (told < study.trials.length) await tell();
      else break;
    }
    while (told < study.trials.length && !signal.aborted) await tell();
  } finally {
    failure.abort();
    await Promise.allSettled(running);
  }
  const reason: unknown = failure.signal.reason;
  if (reason instanceof SearchFault) throw reason.error;
}

/** Why a search cannot go on. */
class SearchFault {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Runs a trial, or reads what an interrupted search has kept of it. */
async function runKept(
  trial: Trial,
  known: readonly Trial[],
  run: TrialRun,
  record: RunRecord,
): Promise<TrialResult | undefined> {
  const file = `trials/${trial.number}/trial.json`;
  const kept = await record.read<{ params: unknown; result?: TrialResult }>(file);
  const isSame = kept !== undefined && JSON.stringify(kept.params) === JSON.stringify(trial.params);
  if (isSame && kept.result !== undefined) return kept.result;
  // Others were asked here, by another version say: what is below is of no use.
  if (kept !== undefined && !isSame) await platform.files?.remove(`${record.folder}/trials/${trial.number}`);
  const { state: _, ...proposal } = trial;
  await record.write(file, proposal);
  const result = await runTrial(trial, known, run);
  if (result !== undefined) await record.write(file, { ...proposal, result });
  return result;
}

async function writeTables({ trials, view }: Study, { folder }: RunRecord): Promise<void> {
  if (folder === undefined) return;
  await platform.files?.write(`${folder}/trials.csv`, trialsCsv(trials, view.objectives));
  await platform.files?.write(`${folder}/trials.json`, trialsJson(trials, view.objectives));
}

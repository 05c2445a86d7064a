import type { Learner } from '../../learning/learner.js';
import { modelCheckpoint } from '../../training/callbacks/model-checkpoint.js';
import { checkMonitor } from '../../training/monitor.js';
import { Trainer } from '../../training/trainer.js';
import type { Trial } from '../../search/trial.js';
import { checkFitData } from '../fit-predictor.js';
import type { Project, ProjectOptions } from '../project.js';
import { BEST_RUN } from '../run-folder.js';
import { watchesValidation } from './watches-validation.js';
import { projectOptionsWith } from './with-params.js';

/**
 * Refuses, before the first trial, what would fail when the best is trained at the end: a watched number that can never come, a schedule
 * or a predictor that needs validation data where there are none. Callbacks that watch validation data are left out there, and the
 * epochs taken that the folds found best.
 */
export function checkRefit(project: Project): void {
  const { learner, data, trainer } = project;
  const validates = data.has('validation');
  for (const callback of trainer.options.callbacks ?? []) {
    if (callback.monitor !== undefined)
      checkMonitor({ validates: validates || watchesValidation(callback) }, callback.monitor);
  }
  for (const monitor of schedulesOf(learner)) checkMonitor({ validates }, monitor);
  checkFitData(learner, data);
}

/** What the schedules of a learner watch. */
function schedulesOf({ scheduler }: Learner): string[] {
  return scheduler?.monitor === undefined ? [] : [scheduler.monitor];
}

/** The options of the project that trains the best on all training data. */
export function refitOptions(project: Project, best: Trial, folder: string | undefined): ProjectOptions {
  const {
    crossValidation: _,
    search: __,
    ...options
  } = projectOptionsWith(project, { ...project.options.params, ...best.params });
  const trainer = options.trainer as Trainer;
  const place = { folder: folder ?? (false as const), name: folder === undefined ? options.name : BEST_RUN };
  const { callbacks = [], checkpoint = true } = trainer.options;
  const isWatched = callbacks.some(watchesValidation) && !project.data.has('validation');
  if (!isWatched || best.epochs === undefined) return { ...options, ...place, trainer };
  const kept = callbacks.filter((callback) => !watchesValidation(callback));
  const writes = kept.some(({ checkpoints }) => checkpoints !== undefined);
  // The weights after those epochs, not those of the lowest training loss.
  const last = checkpoint && !writes ? [modelCheckpoint({ saveTopK: 0 })] : [];
  const limited = new Trainer({ ...trainer.options, maxEpochs: best.epochs, callbacks: [...kept, ...last] });
  return { ...options, ...place, trainer: limited };
}

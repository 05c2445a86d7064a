import { createArrayPool } from '../data/array-pool.js';
import type { SharedRun } from './call-hook.js';
import type { Callback, Snapshot, SnapshotOptions } from './callback.js';
import { checkpointsFolder } from './checkpoints/checkpoint-path.js';
import { snapshotRun } from './checkpoints/run-checkpoint.js';
import type { Session } from './session.js';
import type { FitOptions, TrainerOptions } from './trainer-options.js';
import type { TrainingRun } from './training-events.js';

/** What the hooks of a fit are told. Its warnings are added to `warnings`. */
export function fitContext(
  session: Session,
  run: TrainingRun,
  callbacks: readonly Callback[],
  options: TrainerOptions,
  { folder, config }: FitOptions,
  warnings: string[],
): SharedRun {
  const memory = createArrayPool();
  const snapshot = async (id: string, taken?: SnapshotOptions): Promise<Snapshot | undefined> =>
    folder === undefined
      ? undefined
      : snapshotRun(checkpointsFolder(folder), id, session, run, callbacks, config, memory, taken);
  const save = async (id: string): Promise<string | undefined> => {
    const taken = await snapshot(id);
    return taken?.write().finally(() => taken.release());
  };
  return {
    action: 'fit',
    learner: session.learner,
    engine: session.engine,
    folder,
    limits: { maxEpochs: options.maxEpochs, maxSteps: options.maxSteps, accumulate: options.accumulate ?? 1 },
    judgedAt: (options.validate?.unit ?? 'epoch') === 'epoch' ? 'trainEpochEnd' : 'validationEnd',
    validates: session.data.has('validation'),
    get clock() {
      return run.clock;
    },
    get values() {
      return run.values;
    },
    get details() {
      return run.details;
    },
    get position() {
      return run.position;
    },
    get batchesPerEpoch() {
      return run.batchesPerEpoch;
    },
    get scheduled() {
      return run.scheduled;
    },
    get barNames() {
      return [...session.register].filter(([, { bar }]) => bar === true).map(([name]) => name);
    },
    readEpoch: () => run.readEpoch(),
    readTraining: (visit) => run.readTraining(visit),
    rehearse: (rehearsal) => run.rehearse(rehearsal),
    stop: (reason) => run.stop(reason),
    save,
    snapshot,
    log: (owner, name, value, logged) => run.callbackLog.add(owner, name, value, logged),
    warn: (message) => void warnings.push(message),
  };
}

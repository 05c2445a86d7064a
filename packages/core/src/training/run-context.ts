import type { Stage } from '../data/stage.js';
import type { Learner } from '../learning/learner.js';
import { auto } from '../engines/auto-engine.js';
import type { Engine } from '../steps/engine.js';
import { refuseToLog, type SharedRun } from './call-hook.js';
import { byPhase, type Callback } from './callback.js';
import { modelCheckpoint } from './callbacks/model-checkpoint.js';
import { progressBar } from './callbacks/progress-bar.js';
import type { Logger } from './logger.js';
import { consoleLogger } from './loggers/console.js';
import { jsonLines } from './loggers/json-lines.js';
import { openSession, requireData, type Session, type SessionOptions } from './session.js';
import type { ActionOptions, TrainerOptions } from './trainer-options.js';

/** The callbacks of a run: those given and those that are added, by phase. */
export function callbacksOf(
  { callbacks = [], checkpoint = true, progressBar: bar = true }: TrainerOptions,
  folder: string | undefined,
): Callback[] {
  const showsProgress = callbacks.some((callback) => callback.showsProgress === true);
  const writesCheckpoints = callbacks.some((callback) => callback.checkpoints !== undefined);
  return byPhase([
    ...callbacks,
    ...(bar && !showsProgress ? [progressBar()] : []),
    ...(checkpoint && folder !== undefined && !writesCheckpoints ? [modelCheckpoint()] : []),
  ]);
}

/** The loggers of a run. */
export function loggersOf({ loggers }: TrainerOptions, folder: string | undefined): readonly Logger[] {
  return loggers ?? [consoleLogger(), ...(folder === undefined ? [] : [jsonLines()])];
}

/** Whether what happens is printed on the console. */
export function printsOnConsole({ loggers }: TrainerOptions): boolean {
  return loggers === undefined || loggers.some(({ printsOnConsole }) => printsOnConsole === true);
}

/** Opens a session with a trainer's settings. */
export function sessionOf(
  learner: Learner,
  stages: readonly Stage[],
  options: TrainerOptions,
  { data, seed = 0 }: ActionOptions,
  callbacks: readonly Callback[],
  { usesPredictor = true, reads, continues }: Pick<SessionOptions, 'usesPredictor' | 'reads' | 'continues'> = {},
): Promise<Session> {
  return openSession({
    learner,
    data: requireData(learner, data),
    engine: options.engine ?? auto(),
    backend: options.backend,
    seed,
    purity: options.purity,
    stages,
    hooks: callbacks,
    accumulate: options.accumulate,
    gradientClip: options.gradientClip,
    usesPredictor,
    reads,
    continues,
  });
}

/** The context of an action that does not train. */
export function plainContext(
  action: SharedRun['action'],
  learner: Learner,
  engine: Engine,
  folder: string | undefined,
  batchesPerEpoch: number | undefined,
): SharedRun {
  return {
    action,
    learner,
    engine,
    folder,
    batchesPerEpoch,
    clock: { batch: 0, step: 0, samples: 0, epoch: 0, seconds: 0 },
    values: {},
    details: {},
    position: 0,
    limits: { maxEpochs: undefined, maxSteps: undefined, accumulate: 1 },
    judgedAt: 'trainEpochEnd',
    validates: false,
    barNames: [],
    scheduled: {},
    readEpoch: () => Promise.resolve({}),
    readTraining: () => Promise.resolve(),
    rehearse: () => Promise.resolve(false),
    stop: () => undefined,
    save: () => Promise.resolve(undefined),
    snapshot: () => Promise.resolve(undefined),
    log: refuseToLog,
    warn: () => undefined,
  };
}

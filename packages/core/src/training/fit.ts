import { platform } from '#platform';

import { createArrayPool } from '../data/array-pool.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkLearner } from '../learning/check-learner.js';
import type { Learner } from '../learning/learner.js';
import { NoAnswerError } from '../errors/no-answer-error.js';
import { warn } from '../node/warnings.js';
import { createBatchHooks } from './batch-hooks.js';
import { changing, claim } from './claims.js';
import { callHook, type Callback, type RunContext, type Snapshot } from './callback.js';
import { checkFiniteState } from './check-finite-state.js';
import { checkFolder } from './checkpoints/check-folder.js';
import { checkpointsFolder } from './checkpoints/checkpoint-path.js';
import { newestCheckpoint } from './checkpoints/newest-checkpoint.js';
import { loadRun, snapshotRun } from './checkpoints/run-checkpoint.js';
import { sweepRun } from './checkpoints/sweep-run.js';
import type { Clock } from '../learning/clock.js';
import { checkpointsOf, endOfFit } from './end-of-fit.js';
import { finishAll, lastCalls, type Failure } from './finish-all.js';
import type { LoggerContext, LoggerEnd, LogRecord, Monitor, RunStatus } from './logger.js';
import { monitorOf } from './monitor.js';
import { createPatience } from './patience.js';
import { callbacksOf, loggersOf, sessionOf } from './run-context.js';
import type { Session } from './session.js';
import type { FitOptions, TrainerOptions } from './trainer-options.js';
import type { TrainingEvent, TrainingRun, Values } from './training-events.js';
import { startTrainingRun } from './training-run.js';

/** How a fit went. */
export interface FitResult {
  /** `'completed'`: a limit was reached; `'stopped'`: a callback ended it; `'interrupted'`: a signal did. */
  readonly status: RunStatus;
  /** Why it ended: `'max-epochs'`, `'max-steps'`, `'max-seconds'`, `'interrupted'`, or a callback's words. */
  readonly stopReason: string;
  /** Where the run was. */
  readonly clock: Clock;
  /** The latest results by full name. */
  readonly values: Values;
  /** The results of each epoch, of those before a resume too, and the learning rate at its end as `train/lr`. */
  readonly history: readonly LogRecord[];
  /** The best checkpoint, if checkpoints were written. */
  readonly bestCheckpoint: string | undefined;
  /** The latest checkpoint, if checkpoints were written; the one that the run went on from where it took no step. */
  readonly lastCheckpoint: string | undefined;
  /** The number by which its epochs are compared. */
  readonly monitor: Monitor;
  /** What ran the steps, as the console says it. */
  readonly engine: string;
  /** The folder of the run, if it has one. */
  readonly folder: string | undefined;
  /** What was noted on the way that is no error. */
  readonly warnings: readonly string[];
}

const LIMITS = ['max-epochs', 'max-steps', 'max-seconds'];

/** Trains a learner: the session, the stream of events, and around it callbacks, loggers, checkpoints and signals. */
export async function fit(learner: Learner, options: TrainerOptions, action: FitOptions): Promise<FitResult> {
  checkLearner(learner);
  const { folder, signal } = action;
  if (signal !== undefined && typeof (signal as Partial<AbortSignal> | null)?.addEventListener !== 'function')
    throw new InvalidArgumentError('signal', 'an AbortSignal', signal, 'Give the signal of an AbortController.');
  const callbacks = callbacksOf(options, folder);
  const loggers = loggersOf(options, folder);
  await checkFolder(folder);
  if (folder !== undefined) await sweepRun(folder);
  const resumeFrom = action.resumeFrom === undefined ? undefined : await newestCheckpoint(action.resumeFrom);
  const giveBack = claim([
    ...changing(learner),
    ...callbacks.map((callback) => [`the callback '${callback.name}'`, callback] as const),
    ...loggers.map((logger) => [`the logger '${logger.name}'`, logger] as const),
  ]);
  const patience = createPatience();
  const hurry = (): void => patience.end();
  if (signal?.aborted === true) hurry();
  signal?.addEventListener('abort', hurry);
  const forget = (): void => signal?.removeEventListener('abort', hurry);
  const release: (() => void)[] = [giveBack];
  const opening = sessionOf(learner, ['train', 'validation'], options, action, callbacks);
  const session = await patience.wait(opening, 'the data').catch(async (error: unknown) => {
    await finishAll({ error }, [...release, forget]);
    throw error;
  });
  if (session === undefined) {
    // Whenever it is open after all, nobody is there to close it.
    void opening.then((late) => late.close()).catch(() => undefined);
    await finishAll(undefined, [...release, forget]);
    throw new NoAnswerError('The run was interrupted before it began: its data do not open.');
  }
  const warnings: string[] = [];
  let status: RunStatus = 'failed';
  let reason: string | undefined;
  let context: RunContext | undefined;
  let begun = 0;
  const kept = (): ReturnType<typeof checkpointsOf> =>
    checkpointsOf(callbacks, folder, context?.clock.batch === begun ? resumeFrom : undefined);
  const log = async (record: LogRecord): Promise<void> => {
    for (const logger of loggers) {
      const pending = logger.log(record);
      if (pending instanceof Promise) await patience.wait(pending, `the logger '${logger.name}'`);
    }
  };
  let failure: Failure | undefined;
  let training: TrainingRun | undefined;
  try {
    const batchHooks = createBatchHooks(callbacks, options, loggers.length > 0 ? log : undefined);
    const run = startTrainingRun(session, options, batchHooks);
    context = contextOf(session, run, callbacks, options, action, warnings);
    const interrupt = (): void => {
      hurry();
      run.stop('interrupted', { now: true });
    };
    const heard = (name: string): void => {
      interrupt();
      const again = name === 'SIGINT' ? 'Ctrl-C again' : 'a second signal';
      platform.note(`stopping after the running step or validation; ${again} ends at once`);
    };
    release.push(platform.onInterrupt(heard));
    if (signal?.aborted === true) interrupt();
    signal?.addEventListener('abort', interrupt);
    release.push(() => signal?.removeEventListener('abort', interrupt));

    await callHook(callbacks, 'setup', context);
    if (resumeFrom !== undefined) await loadRun(resumeFrom, session, run, callbacks);
    const monitor = monitorOf(callbacks, learner, context.validates);
    const opened: LoggerContext = {
      folder,
      action: 'fit',
      fold: action.fold,
      notice: session.engine.notice,
      resumedFrom: resumeFrom,
      history: run.history,
      monitor,
    };
    for (const logger of loggers)
      await patience.wait(Promise.resolve(logger.open?.(opened)), `the logger '${logger.name}'`);
    begun = run.clock.batch;
    await callHook(callbacks, 'fitStart', context);
    batchHooks.begin(run, context);
    training = run;
    let unlogged = false;
    for await (const event of run) {
      // Not at its end, after which it may still be validated.
      if (unlogged && (event.type === 'epochStart' || event.type === 'trainEnd')) {
        unlogged = false;
        await log(run.history.at(-1)!);
      }
      const pending = dispatch(event, callbacks, context);
      if (pending !== undefined) await pending;
      if (event.type === 'trainEnd') reason = event.reason;
      if (event.type === 'epochEnd') unlogged = true;
    }
    if (run.onlyValidatedLast) {
      const { every, unit } = options.validate!;
      const message = `validate: { every: ${every}, unit: '${unit}' } never came in a run of ${run.clock.step} steps, so only the last weights were validated. Validate more often.`;
      warnings.push(message);
      warn('LML_VALIDATED_LATE', message);
    }
    const weights = await session.readWeights();
    checkFiniteState(session, weights, run.clock.step);
    session.keepWeights(weights);
    status = reason === 'interrupted' ? 'interrupted' : LIMITS.includes(reason!) ? 'completed' : 'stopped';
    await callHook(callbacks, 'fitEnd', context, status);
    return {
      status,
      stopReason: reason!,
      clock: run.clock,
      values: run.values,
      history: run.history,
      ...kept(),
      monitor,
      engine: session.engine.notice ?? session.engine.name,
      folder,
      warnings,
    };
  } catch (error) {
    status = 'failed';
    failure = { error };
    if (training !== undefined) await keepTrained(session, training);
    if (context !== undefined) await finishAll(failure, lastCalls(callbacks, 'exception', context, error));
    throw error;
  } finally {
    let end: LoggerEnd = { status, reason };
    await finishAll(failure, [
      ...release,
      () => session.close(),
      ...(context === undefined ? [] : lastCalls(callbacks, 'teardown', context)),
      async () => {
        // Where it failed before its first step there is nothing to tell but the error.
        if (
          context === undefined ||
          (failure !== undefined && (training === undefined || training.clock.batch === begun))
        )
          return;
        end = await endOfFit(context, { status, reason }, kept(), action);
      },
      ...loggers.map(
        (logger) => () => patience.wait(Promise.resolve(logger.close?.(end)), `the logger '${logger.name}'`),
      ),
      () => action.ended?.(end),
      forget,
    ]);
  }
}

/** Gives the model what was learnt until something failed, a last checkpoint that cannot be written say. */
async function keepTrained(session: Session, { clock }: TrainingRun): Promise<void> {
  try {
    const weights = await session.readWeights();
    checkFiniteState(session, weights, clock.step);
    session.keepWeights(weights);
  } catch {
    // They are ruined, or out of reach. The model keeps those that it had, and the error is the one of before.
  }
}

function contextOf(
  session: Session,
  run: TrainingRun,
  callbacks: readonly Callback[],
  options: TrainerOptions,
  { folder, config }: FitOptions,
  warnings: string[],
): RunContext {
  const memory = createArrayPool();
  const snapshot = async (id: string): Promise<Snapshot | undefined> =>
    folder === undefined
      ? undefined
      : snapshotRun(checkpointsFolder(folder), id, session, run, callbacks, config, memory);
  const save = async (id: string): Promise<string | undefined> => {
    const taken = await snapshot(id);
    return taken?.write().finally(() => taken.release());
  };
  return {
    action: 'fit',
    learner: session.learner,
    engine: session.engine,
    folder,
    limits: { maxEpochs: options.maxEpochs, maxSteps: options.maxSteps },
    judgedAt: (options.validate?.unit ?? 'epoch') === 'epoch' ? 'trainEpochEnd' : 'validationEnd',
    validates: session.data.datasets.validation !== undefined,
    get clock() {
      return run.clock;
    },
    get values() {
      return run.values;
    },
    get position() {
      return run.position;
    },
    get batchesPerEpoch() {
      return run.batchesPerEpoch;
    },
    get learningRate() {
      return run.learningRate;
    },
    get barNames() {
      return [...session.register].filter(([, { bar }]) => bar === true).map(([name]) => name);
    },
    readEpoch: () => run.readEpoch(),
    stop: (reason) => run.stop(reason),
    save,
    snapshot,
    warn: (message) => void warnings.push(message),
  };
}

function dispatch(
  event: TrainingEvent,
  callbacks: readonly Callback[],
  context: RunContext,
): Promise<void> | undefined {
  switch (event.type) {
    case 'trainStart':
      return callHook(callbacks, 'trainStart', context);
    case 'epochStart':
      return callHook(callbacks, 'trainEpochStart', context);
    case 'batchStart':
    case 'batchEnd':
      return undefined; // The batch hooks are called instead.
    case 'validationStart':
      return callHook(callbacks, 'validationStart', context);
    case 'validationBatchEnd':
      return callHook(callbacks, 'validationBatchEnd', context, event);
    case 'validationEnd':
      return callHook(callbacks, 'validationEnd', context, event.values);
    case 'epochEnd':
      return callHook(callbacks, 'trainEpochEnd', context, event.values);
    case 'trainEnd':
      return callHook(callbacks, 'trainEnd', context, event.reason);
  }
}

import { checkLearner } from '../learning/check-learner.js';
import type { Learner } from '../learning/learner.js';
import { NoAnswerError } from '../errors/no-answer-error.js';
import { warn } from '../node/warnings.js';
import { createBatchHooks, type BatchHooks } from './batch-hooks.js';
import { callHook, type SharedRun } from './call-hook.js';
import type { Callback } from './callback.js';
import { checkFiniteState } from './check-finite-state.js';
import { checkFolder } from './checkpoints/check-folder.js';
import { readManifest } from './checkpoints/checkpoint.js';
import { newestCheckpoint } from './checkpoints/newest-checkpoint.js';
import { loadRun } from './checkpoints/run-checkpoint.js';
import { sweepRun } from './checkpoints/sweep-run.js';
import { changedParts, reserve } from './reservations.js';
import { checkpointsOf, endOfFit } from './end-of-fit.js';
import type { Failure } from './finish-all.js';
import { fitContext } from './fit-context.js';
import type { FitResult } from './fit-result.js';
import { checkSignal, watchInterruption, type Interruption } from './interruption.js';
import type { Logger, LoggerEnd, LogRecord, Monitor, RunStatus } from './logger.js';
import { monitorOf } from './monitor.js';
import { createPatience } from './patience.js';
import { callbacksOf, loggersOf, sessionOf } from './run-context.js';
import { withRun, type OpenRun, type RunPlan } from './run-life.js';
import type { Session } from './session.js';
import type { FitOptions, TrainerOptions } from './trainer-options.js';
import { callTrainingHook } from './training-hooks.js';
import type { TrainingEvent, TrainingRun } from './training-events.js';
import { startTrainingRun } from './training-loop.js';

const LIMITS = ['max-epochs', 'max-steps', 'max-seconds'];

/** Trains a learner: the session, the stream of events, and around it callbacks, loggers, checkpoints and signals. */
export async function fit(learner: Learner, options: TrainerOptions, action: FitOptions): Promise<FitResult> {
  checkLearner(learner);
  checkSignal(action.signal);
  const plan = new Fit(learner, options, action);
  await plan.prepare();
  return withRun(plan, (run) => plan.train(run));
}

/** A fit, from its settings to its end. */
class Fit implements RunPlan {
  readonly callbacks: readonly Callback[];
  private readonly loggers: readonly Logger[];
  private readonly patience = createPatience();
  private interruption!: Interruption;
  private readonly warnings: string[] = [];
  /** What callbacks noted, which is told at the end. */
  private readonly notes: string[] = [];
  /** Releases what the fit changes and nothing else may use meanwhile. */
  private releaseParts: () => void = () => undefined;
  private resumeFrom: string | undefined;
  private session: Session | undefined;
  private context: SharedRun | undefined;
  private batchHooks!: BatchHooks;
  private training!: TrainingRun;
  /** The batch at which training began. */
  private begun: number | undefined;
  private status: RunStatus = 'failed';
  private reason: string | undefined;

  constructor(
    private readonly learner: Learner,
    private readonly options: TrainerOptions,
    private readonly action: FitOptions,
  ) {
    this.callbacks = callbacksOf(options, action.folder);
    this.loggers = loggersOf(options, action.folder);
  }

  /** Checks the folder, looks for the checkpoint to go on from, and reserves what is changed. */
  async prepare(): Promise<void> {
    const { folder, resumeFrom } = this.action;
    await checkFolder(folder);
    if (folder !== undefined) await sweepRun(folder);
    this.resumeFrom = resumeFrom === undefined ? undefined : await newestCheckpoint(resumeFrom);
    this.releaseParts = reserve([
      ...changedParts(this.learner),
      ...this.callbacks.map((callback) => [`the callback '${callback.name}'`, callback] as const),
      ...this.loggers.map((logger) => [`the logger '${logger.name}'`, logger] as const),
    ]);
    this.interruption = watchInterruption(this.action.signal, this.patience);
  }

  async open(): Promise<Session> {
    const { resumeFrom } = this;
    const continues = resumeFrom === undefined ? undefined : (await readManifest(resumeFrom)).engine;
    const opening = sessionOf(this.learner, ['train', 'validation'], this.options, this.action, this.callbacks, {
      continues,
    });
    this.session = await this.patience.wait(opening, 'the data');
    if (this.session !== undefined) return this.session;
    // Whenever it is open after all, nobody is there to close it.
    void opening.then((late) => late.close()).catch(() => undefined);
    throw new NoAnswerError('The run was interrupted before it began: its data do not open.');
  }

  begin(session: Session): SharedRun {
    const log = this.loggers.length > 0 ? (record: LogRecord) => this.log(record) : undefined;
    this.batchHooks = createBatchHooks(this.callbacks, this.options, log);
    this.training = startTrainingRun(session, this.options, this.batchHooks);
    this.context = fitContext(session, this.training, this.callbacks, this.options, this.action, this.notes);
    return this.context;
  }

  async train({ session, context }: OpenRun): Promise<FitResult> {
    const { training } = this;
    this.interruption.listen(training);
    const monitor = await this.setUp(session, context);
    for await (const event of this.loggedEvents()) {
      const pending = callTrainingHook(event, this.callbacks, context);
      if (pending !== undefined) await pending;
      if (event.type === 'trainEnd') this.reason = event.reason;
    }
    this.warnOfLateValidation();
    await this.keepWeights(session);
    const reason = this.reason!;
    this.status = reason === 'interrupted' ? 'interrupted' : LIMITS.includes(reason) ? 'completed' : 'stopped';
    await callHook(this.callbacks, 'fitEnd', context, this.status);
    return {
      status: this.status,
      stopReason: reason,
      clock: training.clock,
      values: training.values,
      history: training.history,
      details: training.details,
      ...this.checkpoints(),
      monitor,
      engine: session.engine.notice ?? session.engine.name,
      folder: this.action.folder,
      warnings: [...this.notes, ...this.warnings],
    };
  }

  /** Gives the model what was learnt until something failed, a last checkpoint that cannot be written say. */
  async failed(session: Session): Promise<void> {
    this.status = 'failed';
    if (this.begun === undefined) return;
    try {
      await this.keepWeights(session);
    } catch {
      // They are ruined, or out of reach. The model keeps those that it had, and the error is the one of before.
    }
  }

  release(): readonly (() => unknown)[] {
    const { interruption } = this;
    return [this.releaseParts, interruption.release, ...(this.session === undefined ? [interruption.forget] : [])];
  }

  close(failure: Failure | undefined): readonly (() => unknown)[] {
    let end: LoggerEnd = { status: this.status, reason: this.reason };
    return [
      async () => {
        // Where it failed before its first step there is nothing to tell but the error.
        if (this.context === undefined || (failure !== undefined && !this.hasTrained())) return;
        end = await endOfFit(
          this.context,
          { status: this.status, reason: this.reason, notes: this.notes },
          this.checkpoints(),
          this.action,
        );
      },
      ...this.loggers.map((logger) => () => this.waitFor(logger, logger.close?.(end))),
      () => this.action.ended?.(end),
      this.interruption.forget,
    ];
  }

  /** Sets callbacks up, goes on from a checkpoint, opens loggers. */
  private async setUp(session: Session, context: SharedRun): Promise<Monitor> {
    const { training, resumeFrom, action, callbacks } = this;
    await callHook(callbacks, 'setup', context);
    if (resumeFrom !== undefined) await loadRun(resumeFrom, session, training, callbacks);
    const monitor = monitorOf(callbacks, this.learner, context.validates);
    const opened = {
      folder: action.folder,
      action: 'fit' as const,
      fold: action.fold,
      notice: session.engine.notice,
      resumedFrom: resumeFrom,
      history: training.history,
      monitor,
      project: action.config,
    };
    for (const logger of this.loggers) await this.waitFor(logger, logger.open?.(opened));
    const begun = training.clock.batch;
    await callHook(callbacks, 'fitStart', context);
    this.batchHooks.begin(training, context);
    this.begun = begun;
    return monitor;
  }

  /** The events of training. An epoch is logged before what follows it, but for its validation, which belongs to it. */
  private async *loggedEvents(): AsyncGenerator<TrainingEvent> {
    let isUnlogged = false;
    for await (const event of this.training) {
      if (isUnlogged && (event.type === 'epochStart' || event.type === 'trainEnd')) {
        isUnlogged = false;
        const details = { ...this.session!.details, ...this.training.callbackLog.takeFresh() };
        await this.log({ ...this.training.history.at(-1)!, ...(Object.keys(details).length > 0 && { details }) });
      }
      yield event;
      if (event.type === 'epochEnd') isUnlogged = true;
    }
  }

  private async log(record: LogRecord): Promise<void> {
    for (const logger of this.loggers) await this.waitFor(logger, logger.log(record));
  }

  /** Waits for a logger, unless the run is interrupted and it does not answer. */
  private async waitFor(logger: Logger, pending: void | Promise<void>): Promise<void> {
    if (pending instanceof Promise) await this.patience.wait(pending, `the logger '${logger.name}'`);
  }

  private async keepWeights(session: Session): Promise<void> {
    const weights = await session.readWeights();
    checkFiniteState(session, weights, this.training.clock.step);
    session.keepWeights(weights);
  }

  private hasTrained(): boolean {
    return this.begun !== undefined && this.training.clock.batch > this.begun;
  }

  private checkpoints(): Pick<FitResult, 'bestCheckpoint' | 'lastCheckpoint'> {
    return checkpointsOf(this.callbacks, this.action.folder, this.hasTrained() ? undefined : this.resumeFrom);
  }

  private warnOfLateValidation(): void {
    if (!this.training.onlyValidatedLast) return;
    const { every, unit } = this.options.validate!;
    const message = `validate: { every: ${every}, unit: '${unit}' } never came in a run of ${this.training.clock.step} steps, so only the last weights were validated. Validate more often.`;
    this.warnings.push(message);
    warn('LML_VALIDATED_LATE', message);
  }
}

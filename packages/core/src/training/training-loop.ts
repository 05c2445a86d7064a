import type { HostBatch } from '../data/batch.js';
import type { BatchLoader } from '../data/batch-loader.js';
import type { LoadedBatch } from '../data/loaded-batch.js';
import type { NdArray } from '../data/nd-array.js';
import { CheckpointError } from '../errors/checkpoint-error.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Clock } from '../learning/clock.js';
import type { NamedNumbers } from '../learning/optimizer.js';
import { clockNumbers } from '../learning/step-clock.js';
import { BATCH_NUMBER, NON_FINITE, type OptimizerStep } from '../learning/training-step.js';
import type { StepInput, StepResult } from '../steps/step.js';
import { nonFiniteLoss, withSample } from './batch-fault.js';
import { CallbackLog } from './callback-log.js';
import { SEGMENT } from './evaluation-loop.js';
import { limitedLength } from './interval.js';
import type { LogRecord } from './logger.js';
import { withDetails, type ReportedDetails } from './details.js';
import { createMetricLedger, type MetricLedger } from './metric-ledger.js';
import { createPatience, untilSilent } from './patience.js';
import { PeriodicValidation } from './periodic-validation.js';
import { rehearse, type Rehearsal } from './rehearse.js';
import { rememberTaken, takenBefore, type ReadingState } from './reading-state.js';
import { checkLimits, type RunLimits } from './run-limits.js';
import { createScalars, type Scalars } from './scalars.js';
import { ownSteps, Schedules } from './schedules.js';
import type { Session } from './session.js';
import type {
  BatchListener,
  RunState,
  SavedRun,
  TrainingEvent,
  TrainingRun,
  ReportedValues,
} from './training-events.js';
import { WatchedBatch } from './watched-batch.js';
import { createYielder } from './yielder.js';

/**
 * Starts training in an open session. With a listener the stream has no events of batches: it is called instead, which beside
 * the smallest steps makes a difference.
 */
export function startTrainingRun(session: Session, options: RunLimits, listener?: BatchListener): TrainingRun {
  return new TrainingLoop(session, options, listener);
}

/** The loop over epochs and batches. */
class TrainingLoop implements TrainingRun {
  clock: Clock = { batch: 0, step: 0, samples: 0, epoch: 0, seconds: 0 };
  position = 0;
  private reading: ReadingState;
  batchesPerEpoch: number | undefined;
  values: ReportedValues = {};
  history: readonly LogRecord[] = [];
  onlyValidatedLast = false;
  readonly callbackLog: CallbackLog;
  private readonly loader: BatchLoader;
  private readonly scalars: Scalars;
  private readonly ledger: MetricLedger;
  private readonly validation: PeriodicValidation;
  private readonly schedules: Schedules;
  private readonly patience = createPatience();
  private readonly turn = createYielder();
  /** Whether the latest epoch of the history has ended, and no other has begun. */
  private isClosed = false;
  /** The end that was asked for. */
  private asked: { readonly reason: string; readonly now: boolean } | undefined;

  constructor(
    private readonly session: Session,
    private readonly options: RunLimits,
    private readonly listener: BatchListener | undefined,
  ) {
    const { learner, data, engine, register, seed } = session;
    checkLimits(options);
    const loader = data.loader('train');
    if (loader === undefined) {
      throw new IncompleteLearnerError(
        'There are no training data. Give data a dataset, or train data of their own, train.',
      );
    }
    this.loader = loader;
    this.reading = { sample: 0, before: takenBefore(learner) };
    this.callbackLog = new CallbackLog(register);
    this.scalars = createScalars('train/', register);
    this.ledger = createMetricLedger({
      learner,
      engine,
      seed,
      stage: 'train',
      classNames: data.classNames,
      memory: session.memory,
    });
    this.validation = new PeriodicValidation(session, options, this.patience);
    this.schedules = new Schedules(session);
  }

  [Symbol.asyncIterator](): AsyncGenerator<TrainingEvent> {
    return this.events();
  }

  get details(): ReportedDetails {
    return { ...this.session.details, ...this.callbackLog.details };
  }

  get scheduled(): ReportedValues {
    return this.schedules.reported(this.clock);
  }

  async readEpoch(): Promise<Record<string, number>> {
    await this.scalars.flush();
    return this.scalars.epoch();
  }

  async readLast(): Promise<Record<string, number>> {
    await this.scalars.flush();
    return this.scalars.last();
  }

  stop(reason: string, { now = false }: { now?: boolean } = {}): void {
    if (this.asked === undefined || (now && !this.asked.now)) this.asked = { reason, now };
    if (now) this.patience.end();
  }

  async readTraining(visit: (batch: HostBatch, index: number) => Promise<void>): Promise<void> {
    const length = limitedLength(this.options.limits?.train, this.loader.batchesIn(this.epoch));
    for await (const loaded of this.loader.iterate(this.epoch)) {
      if (length !== undefined && loaded.index >= length) break;
      await visit(loaded.batch, loaded.index);
      loaded.release();
      const pause = this.turn();
      if (pause !== undefined) await pause;
    }
  }

  rehearse({ numbers, ...rehearsal }: Rehearsal): Promise<boolean> {
    const { session, loader, epoch, clock } = this;
    const [step] = session.trainingSteps;
    const parts = {
      ...{ session, loader, epoch },
      batchesIn: (at: number) => limitedLength(this.options.limits?.train, loader.batchesIn(at)),
      inputOf: (index: number, batch: number) =>
        this.inputOf(
          step!,
          { ...clock, step: clock.step + index, batch: clock.batch + batch },
          numbers(index, step!.base),
        ),
      isStopped: () => this.asked?.now === true,
    };
    return rehearse(parts, rehearsal);
  }

  async checkFinite(): Promise<void> {
    const { engine, learner } = this.session;
    const first = Number((await engine.read([NON_FINITE]))[NON_FINITE]!.data[0]);
    if (first < 0) return;
    const batch = this.position - (this.clock.batch - first);
    throw await nonFiniteLoss(learner, 'train', { loader: this.loader, epoch: this.epoch, batch }, first);
  }

  async state(): Promise<SavedRun> {
    await this.flush();
    const { clock, values, history } = this;
    const order = this.reading.sample > 0 ? await this.loader.orderHash(this.epoch) : undefined;
    return {
      run: {
        clock,
        reading: { ...this.reading, order },
        scalars: this.scalars.state(),
        values,
        history,
        schedules: this.schedules.state(),
      },
      arrays: { ...(await this.ledger.state()), ...this.session.memory.state() },
    };
  }

  load(
    { clock, reading, values, history, scalars, schedules }: RunState,
    arrays: Readonly<Record<string, NdArray>>,
  ): void {
    Object.assign(this, { clock, reading, values, history });
    this.validation.validatedAt = clock.step;
    this.validation.count = Object.keys(values).some((name) => name.startsWith('validation/')) ? 1 : 0;
    this.scalars.load(scalars);
    this.ledger.load(arrays);
    this.session.memory.load(arrays);
    this.schedules.load(schedules);
  }

  private async *events(): AsyncGenerator<TrainingEvent> {
    try {
      await this.open();
      this.callbackLog.gatherIn('train', this.scalars);
      yield { type: 'trainStart' };
      while (this.stopReason() === undefined) {
        this.isClosed = false;
        this.callbackLog.gatherIn('train', this.scalars);
        yield { type: 'epochStart' };
        const complete = yield* this.trainEpoch();
        if (this.asked?.now === true) break;
        yield* this.closeEpoch(complete);
        yield* this.validateLate();
      }
      this.callbackLog.close();
      yield { type: 'trainEnd', reason: this.stopReason()! };
    } finally {
      this.scalars.dispose();
      this.ledger.dispose();
      const { before, sample } = this.reading;
      const epochs = before.epochs + this.clock.epoch + (sample > 0 ? 1 : 0);
      rememberTaken(this.session.learner, { epochs, batches: before.batches + this.clock.batch });
    }
  }

  private async open(): Promise<void> {
    await this.loader.open();
    await this.findPlace();
    await this.validation.open();
    const { limits } = this.options;
    this.batchesPerEpoch = limitedLength(limits?.train, this.loader.length);
    if (this.batchesPerEpoch === 0) {
      throw new InvalidArgumentError('limits.train', 'at least one batch', limits?.train);
    }
    const { batchesPerEpoch, accumulate } = this;
    this.schedules.begin(
      this.options,
      batchesPerEpoch === undefined ? undefined : Math.ceil(batchesPerEpoch / accumulate),
    );
  }

  /** Finds the place in the data from which a run goes on. */
  private async findPlace(): Promise<void> {
    const { sample, order } = this.reading;
    if (sample === 0) return;
    const found = await this.loader.orderHash(this.epoch);
    if (order !== found) {
      throw new CheckpointError(
        `The run stopped after ${sample} samples of an epoch, whose samples do not come in the same order now. Make the data as they were: dataset, split, sampler, shuffle and seed.`,
      );
    }
    this.position = this.loader.batchAt(this.epoch, sample);
  }

  /** The epoch of the data. Clocks begin anew with each fit, data go on. */
  private get epoch(): number {
    return this.reading.before.epochs + this.clock.epoch;
  }

  /** Trains on the batches of an epoch that are left. Returns whether it came to their end. */
  private async *trainEpoch(): AsyncGenerator<TrainingEvent, boolean> {
    const { loader, listener } = this;
    this.session.engine.beginEpoch?.('train');
    this.batchesPerEpoch = limitedLength(this.options.limits?.train, loader.batchesIn(this.epoch));
    let started = performance.now();
    const batches = loader.iterate(this.epoch, this.reading.sample);
    for await (const loaded of untilSilent(batches, this.patience, 'the training data')) {
      if (this.batchesPerEpoch !== undefined && loaded.index >= this.batchesPerEpoch) break;
      const seen = new WatchedBatch(loaded);
      // What is done at once is not awaited: beside the smallest steps all that is done for a batch counts.
      if (listener === undefined) yield { type: 'batchStart', batch: seen };
      else {
        const hooks = listener.batchStart(seen);
        if (hooks !== undefined) await hooks;
      }
      for (const step of this.session.trainingSteps) {
        if ((this.clock.step + 1) % step.every !== 0) continue;
        let result: StepResult;
        try {
          const pending = this.runStep(step, loaded);
          result = pending instanceof Promise ? await pending : pending;
        } catch (error) {
          throw withSample(error, loaded.batch, { loader, epoch: this.epoch, batch: loaded.index });
        }
        this.scalars.add(result.scalars, loaded.size);
        const counting = this.ledger.note(result.outputs, loaded.batch, this.stepNumber());
        if (counting !== undefined) await counting;
      }
      const isUpdate = this.isUpdate(loaded.index);
      const applied = isUpdate ? this.applyAccumulated() : undefined;
      if (applied !== undefined) await applied;
      const before = this.clock;
      const now = performance.now();
      this.advance(loaded, isUpdate, now - started);
      started = now;
      // By position, so that sums are grouped alike however often the run is interrupted.
      if (this.position % SEGMENT === 0) await Promise.all([this.flush(), this.ledger.spill()]);
      if (listener === undefined) yield { type: 'batchEnd', batch: seen };
      else {
        const hooks = listener.batchEnd(seen);
        if (hooks !== undefined) await hooks;
      }
      seen.giveBack();
      if (this.validation.isDue(before, this.clock)) {
        yield* this.validate({ isDue: true });
        this.callbackLog.gatherIn('train', this.scalars);
      }
      const pause = this.turn();
      if (pause !== undefined) await pause;
      if (this.stopReason() !== undefined) return this.position === this.batchesPerEpoch;
    }
    // Of data whose length is not known, the last window ends when there are no more.
    if (this.position % this.accumulate !== 0 && this.batchesPerEpoch === undefined) {
      await this.applyAccumulated();
      this.clock = { ...this.clock, step: this.clock.step + 1 };
    }
    return true;
  }

  private runStep(step: OptimizerStep, { batch }: LoadedBatch): StepResult | Promise<StepResult> {
    return this.session.engine.run(step, batch, this.inputOf(step));
  }

  private inputOf(step: OptimizerStep, clock = this.clock, changed: NamedNumbers = {}): StepInput {
    const { session } = this;
    const scheduled = { ...this.schedules.numbers(step, clock), ...changed };
    const numbers = step.hyper(ownSteps(step.every, clock.step), scheduled);
    const given = { ...session.learner.hyper, ...clockNumbers(clock), ...session.hookNumbers(clock) };
    const hyper = { ...given, ...numbers, [BATCH_NUMBER]: clock.batch };
    return { step: this.stepNumber(clock), hyper };
  }

  /** By which random streams of a batch go: batches are counted over all fits. */
  private stepNumber(clock = this.clock): number {
    return this.reading.before.batches + clock.batch;
  }

  private get accumulate(): number {
    return this.session.accumulate ?? 1;
  }

  /** Whether an update follows a batch: it is the last of its window, or of the epoch. */
  private isUpdate(index: number): boolean {
    return (index + 1) % this.accumulate === 0 || index + 1 === this.batchesPerEpoch;
  }

  /** Updates by the gradients that were accumulated, if they are. */
  private applyAccumulated(): Promise<unknown> | undefined {
    const [step] = this.session.trainingSteps;
    if (step?.apply === undefined) return undefined;
    const pending = this.session.engine.run(step.apply, {}, this.inputOf(step));
    return pending instanceof Promise ? pending : undefined;
  }

  private advance({ index, size, end }: LoadedBatch, isUpdate: boolean, milliseconds: number): void {
    const { batch, step, samples, epoch, seconds } = this.clock;
    this.clock = {
      batch: batch + 1,
      step: step + (isUpdate ? 1 : 0),
      samples: samples + size,
      epoch,
      seconds: seconds + milliseconds / 1000,
    };
    this.position = index + 1;
    this.reading = { ...this.reading, sample: end };
  }

  /** What comes after the last batch of an epoch, or of the part of one that the limits leave. */
  private async *closeEpoch(complete: boolean): AsyncGenerator<TrainingEvent> {
    await this.flush();
    const { numbers, details } = await this.ledger.results(complete);
    this.session.details = withDetails(this.session.details, 'train', details);
    const fresh: Record<string, number> = {};
    this.report(fresh, { ...this.scalars.epoch(), ...numbers });
    this.callbackLog.publishTo('train', (name, value) => this.report(fresh, { [name]: value }));
    const before = this.clock;
    const { scheduled } = this;
    // Of a part, the numbers are kept: a resumed run has the rest of the epoch still to come.
    if (complete) {
      this.clock = { ...before, epoch: before.epoch + 1 };
      this.schedules.observe(fresh, this.clock);
      this.position = 0;
      this.reading = { ...this.reading, sample: 0 };
      this.scalars.reset();
      await this.ledger.reset();
    }
    if (complete) yield { type: 'batchesEnd' };
    const due = this.validation.isDue(before, this.clock, { atEpochEnd: true });
    // The last weights are judged too, though the interval is not over: the best are chosen, and tested, among all.
    const last = this.stopReason() !== undefined && this.validation.validatedAt !== this.clock.step;
    if (due || last) Object.assign(fresh, yield* this.validate({ isDue: due }));
    this.callbackLog.publishTo('train', (name, value) => this.report(fresh, { [name]: value }));
    this.noteOnlyLast(!due && last);
    // Before the event, on which a checkpoint may be written.
    this.history = [...this.history, { type: 'epoch', clock: this.clock, values: { ...fresh, ...scheduled } }];
    this.isClosed = true;
    yield { type: 'epochEnd', values: fresh };
  }

  /** Judges the weights of an epoch that was not to be validated, after whose end the run was asked to stop. */
  private async *validateLate(): AsyncGenerator<TrainingEvent> {
    const isJudged = this.validation.validatedAt === this.clock.step;
    if (this.stopReason() === undefined || this.asked?.now === true || isJudged) return;
    yield* this.validate({ isDue: false, isLate: true });
  }

  /** Reports what is new of the running epoch, or of the one that has ended. */
  private report(fresh: Record<string, number>, numbers: ReportedValues): void {
    Object.assign(fresh, numbers);
    this.values = { ...this.values, ...numbers };
    if (!this.isClosed) return;
    const { values, ...epoch } = this.history.at(-1)!;
    this.history = [...this.history.slice(0, -1), { ...epoch, values: { ...values, ...numbers } }];
  }

  /**
   * Validates. Schedules are told only what is due, so that a run that goes on has heard what it would have heard without the stop.
   */
  private async *validate({
    isDue,
    isLate = false,
  }: {
    readonly isDue: boolean;
    readonly isLate?: boolean;
  }): AsyncGenerator<TrainingEvent, ReportedValues> {
    const results: Record<string, number> = {};
    this.callbackLog.publishTo('validation', (name, value) => this.report(results, { [name]: value }));
    const judged = yield* this.validation.judge(this.clock);
    if (judged === undefined) return {};
    // Before the event, on which a checkpoint may be written.
    this.report(results, judged);
    if (isDue) this.schedules.observe(results, this.clock);
    if (isLate) this.noteOnlyLast(true);
    yield { type: 'validationEnd', values: results };
    return results;
  }

  private noteOnlyLast(wasLast: boolean): void {
    this.onlyValidatedLast = this.options.validate !== undefined && wasLast && this.validation.count === 1;
  }

  private stopReason(): string | undefined {
    const { maxEpochs, maxSteps, maxSeconds, minEpochs = 0 } = this.options;
    const { epoch, step, seconds } = this.clock;
    if (this.asked?.now === true) return this.asked.reason;
    if (maxEpochs !== undefined && epoch >= maxEpochs) return 'max-epochs';
    if (maxSteps !== undefined && step >= maxSteps) return 'max-steps';
    if (maxSeconds !== undefined && seconds >= maxSeconds) return 'max-seconds';
    return epoch >= minEpochs ? this.asked?.reason : undefined;
  }

  private async flush(): Promise<void> {
    await this.scalars.flush();
    await this.checkFinite();
  }
}

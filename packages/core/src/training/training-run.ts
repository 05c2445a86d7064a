import type { HostBatch } from '../data/batch.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { BATCH_NUMBER, NON_FINITE, type BuiltTrainingStep } from '../learning/training-step.js';
import { LmlError } from '../errors/lml-error.js';
import { NonFiniteLossError } from '../errors/non-finite-loss-error.js';
import type { StepResult } from '../steps/step.js';
import { checkFiniteState } from './check-finite-state.js';
import { nonFiniteLoss, withSample } from './batch-fault.js';
import type { Clock } from '../learning/clock.js';
import { evaluationLoop, SEGMENT } from './evaluation-loop.js';
import { isDue, limitedLength } from './interval.js';
import type { LogRecord } from './logger.js';
import { createMetricLedger } from './metric-ledger.js';
import { createPatience, untilSilent } from './patience.js';
import { checkLimits, type RunLimits } from './run-limits.js';
import { createScalars } from './scalars.js';
import type { Session } from './session.js';
import type { BatchListener, TrainingEvent, TrainingRun, Values } from './training-events.js';
import { WatchedBatch } from './watched-batch.js';
import { createYielder } from './yielder.js';

/**
 * Starts training in an open session. With a listener the stream has no events of batches: it is called instead, which beside
 * the smallest steps makes a difference.
 */
export function startTrainingRun(session: Session, options: RunLimits, listener?: BatchListener): TrainingRun {
  const { learner, data, engine, register } = session;
  checkLimits(options);
  const loader = data.loader('train');
  if (loader === undefined)
    throw new IncompleteLearnerError(
      'There are no training data. Give data a dataset, or train data of their own, train.',
    );
  const validation = data.loader('validation');
  const scalars = createScalars('train/', register);
  const ledger = createMetricLedger(learner, 'train', engine);
  const interval = options.validate ?? { every: 1, unit: 'epoch' };
  const patience = createPatience();
  let clock: Clock = { batch: 0, step: 0, samples: 0, epoch: 0, seconds: 0 };
  let position = 0;
  let values: Values = {};
  let history: readonly LogRecord[] = [];
  let asked: { reason: string; now: boolean } | undefined;
  let batchesPerEpoch: number | undefined;
  /** The step after which results on validation data are those of the weights. */
  let validatedAt = 0;
  let validations = 0;
  let onlyValidatedLast = false;

  const learningRate = (): number => rateOf(session.trainingSteps[0]!.lr);
  const rateOf = (base: number): number => learner.scheduler?.learningRate(base, clock) ?? base;

  const checkFinite = async (): Promise<void> => {
    const first = Number((await engine.read([NON_FINITE]))[NON_FINITE]!.data[0]);
    if (first < 0) return;
    const batch = position - (clock.batch - first);
    throw await nonFiniteLoss(learner, 'train', { loader, epoch: clock.epoch, batch }, first);
  };
  const flush = async (): Promise<void> => {
    await scalars.flush();
    await checkFinite();
  };

  const runStep = (step: BuiltTrainingStep, batch: HostBatch): StepResult | Promise<StepResult> => {
    const hyper = { ...learner.hyper, ...step.hyper(clock.step, rateOf(step.lr)), [BATCH_NUMBER]: clock.batch };
    return engine.run(step, batch, { step: clock.batch, hyper });
  };

  async function* validate(): AsyncGenerator<TrainingEvent> {
    if (validation === undefined) return;
    const batches = limitedLength(options.limits?.validation, validation.length);
    if (batches === 0) return;
    yield { type: 'validationStart' };
    const batchesOf = evaluationLoop(session, 'validation', validation, batches, patience);
    const following = (): ReturnType<typeof batchesOf.next> =>
      batchesOf.next().catch(async (error: unknown) => {
        // Weights that the last step has ruined are the cause, and not the data that they are judged by.
        if (LmlError.isInstance(error, NonFiniteLossError.code))
          checkFiniteState(session, await engine.read(session.keptFinite), clock.step);
        throw error;
      });
    let next = await following();
    try {
      for (; next.done !== true; next = await following()) yield { type: 'validationBatchEnd', ...next.value };
    } finally {
      if (next.done !== true) await batchesOf.return({});
    }
    // Numbers of a part of the data would be taken for those of all.
    if (patience.gaveUp) return;
    values = { ...values, ...next.value };
    validatedAt = clock.step;
    validations += 1;
    yield { type: 'validationEnd', values: next.value };
  }

  /** What comes after the last batch of an epoch, or of the part of one that the limits leave. */
  async function* closeEpoch(complete: boolean): AsyncGenerator<TrainingEvent> {
    await flush();
    let fresh: Values = { ...scalars.epoch(), ...(await ledger.results()) };
    values = { ...values, ...fresh };
    const before = clock;
    const rate = learningRate();
    // Of a part, the numbers are kept: whoever goes on from here has the rest of the epoch still to come.
    if (complete) {
      clock = { ...clock, epoch: clock.epoch + 1 };
      position = 0;
      scalars.reset();
      await ledger.reset();
    }
    const due = interval.unit === 'epoch' && isDue(interval, before, clock);
    // The last weights are judged too, though the interval is not over: the best are chosen, and tested, among all.
    const last = stopReason() !== undefined && validatedAt !== clock.step;
    if (due || last) {
      for await (const event of validate()) {
        if (event.type === 'validationEnd') fresh = { ...fresh, ...event.values };
        yield event;
      }
    }
    onlyValidatedLast = options.validate !== undefined && !due && last && validations === 1;
    // Before the event, on which a checkpoint may be written.
    history = [...history, { type: 'epoch', clock, values: { ...fresh, 'train/lr': rate } }];
    yield { type: 'epochEnd', values: fresh };
  }

  /** Judges the weights of an epoch that was not to be validated, after whose end the run was asked to stop. */
  async function* validateLate(): AsyncGenerator<TrainingEvent> {
    if (stopReason() === undefined || asked?.now === true || validatedAt === clock.step) return;
    for await (const event of validate()) {
      if (event.type === 'validationEnd') {
        // Before the event, on which a checkpoint may be written.
        const { values: judged, ...epoch } = history.at(-1)!;
        history = [...history.slice(0, -1), { ...epoch, values: { ...judged, ...event.values } }];
        onlyValidatedLast = options.validate !== undefined && validations === 1;
      }
      yield event;
    }
  }

  function stopReason(): string | undefined {
    if (asked?.now === true) return asked.reason;
    if (options.maxEpochs !== undefined && clock.epoch >= options.maxEpochs) return 'max-epochs';
    if (options.maxSteps !== undefined && clock.step >= options.maxSteps) return 'max-steps';
    if (options.maxSeconds !== undefined && clock.seconds >= options.maxSeconds) return 'max-seconds';
    return asked !== undefined && clock.epoch >= (options.minEpochs ?? 0) ? asked.reason : undefined;
  }

  async function* events(): AsyncGenerator<TrainingEvent> {
    const turn = createYielder();
    try {
      await loader!.open();
      await validation?.open();
      batchesPerEpoch = limitedLength(options.limits?.train, loader!.length);
      if (batchesPerEpoch === 0)
        throw new InvalidArgumentError('limits.train', 'at least one batch', options.limits?.train);
      yield { type: 'trainStart' };
      while (stopReason() === undefined) {
        yield { type: 'epochStart' };
        engine.beginEpoch?.('train');
        let started = performance.now();
        let complete = true;
        // Not in a generator of its own: each batch would pass through it. What is done at once is not awaited either.
        const batches = loader!.iterate(clock.epoch, position);
        for await (const loaded of untilSilent(batches, patience, 'the training data')) {
          const { batch, index, size } = loaded;
          if (batchesPerEpoch !== undefined && index >= batchesPerEpoch) break;
          const seen = new WatchedBatch(loaded);
          if (listener === undefined) yield { type: 'batchStart', batch: seen };
          else {
            const hooks = listener.batchStart(seen);
            if (hooks !== undefined) await hooks;
          }
          for (const step of session.trainingSteps) {
            let result: StepResult;
            try {
              const pending = runStep(step, batch);
              result = pending instanceof Promise ? await pending : pending;
            } catch (error) {
              throw withSample(error, batch, { loader: loader!, epoch: clock.epoch, batch: index });
            }
            scalars.add(result.scalars, size);
            ledger.note(result.outputs);
          }
          const before = clock;
          const now = performance.now();
          clock = {
            batch: clock.batch + 1,
            step: clock.step + 1,
            samples: clock.samples + size,
            epoch: clock.epoch,
            seconds: clock.seconds + (now - started) / 1000,
          };
          started = now;
          position = index + 1;
          // By position, so that sums are grouped alike however often the run is interrupted.
          if (position % SEGMENT === 0) await Promise.all([flush(), ledger.spill()]);
          if (listener === undefined) yield { type: 'batchEnd', batch: seen };
          else {
            const hooks = listener.batchEnd(seen);
            if (hooks !== undefined) await hooks;
          }
          seen.giveBack();
          if (interval.unit !== 'epoch' && isDue(interval, before, clock)) yield* validate();
          const pause = turn();
          if (pause !== undefined) await pause;
          if (stopReason() !== undefined) {
            complete = position === batchesPerEpoch;
            break;
          }
        }
        if (asked?.now !== true) {
          yield* closeEpoch(complete);
          yield* validateLate();
        }
      }
      yield { type: 'trainEnd', reason: stopReason()! };
    } finally {
      scalars.dispose();
      ledger.dispose();
    }
  }

  return {
    [Symbol.asyncIterator]: events,
    get clock() {
      return clock;
    },
    get position() {
      return position;
    },
    get batchesPerEpoch() {
      return batchesPerEpoch;
    },
    get values() {
      return values;
    },
    get history() {
      return history;
    },
    get onlyValidatedLast() {
      return onlyValidatedLast;
    },
    get learningRate() {
      return learningRate();
    },
    async readEpoch() {
      await scalars.flush();
      return scalars.epoch();
    },
    async readLast() {
      await scalars.flush();
      return scalars.last();
    },
    stop(reason, { now = false } = {}) {
      if (asked === undefined || (now && !asked.now)) asked = { reason, now };
      if (now) patience.end();
    },
    checkFinite,
    async state() {
      await flush();
      return { run: { clock, position, scalars: scalars.state(), values, history }, arrays: await ledger.state() };
    },
    load(run, arrays) {
      ({ clock, position, values, history } = run);
      validatedAt = clock.step;
      validations = Object.keys(values).some((name) => name.startsWith('validation/')) ? 1 : 0;
      scalars.load(run.scalars);
      ledger.load(arrays);
    },
  };
}

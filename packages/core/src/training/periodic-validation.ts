import type { NamedLoader } from '../data/data-module.js';
import { LmlError } from '../errors/lml-error.js';
import { NonFiniteLossError } from '../errors/non-finite-loss-error.js';
import type { Clock } from '../learning/clock.js';
import { checkFiniteState } from './check-finite-state.js';
import { EvaluationSets } from './evaluation-sets.js';
import { isDue, type ClockInterval } from './interval.js';
import type { Patience } from './patience.js';
import type { RunLimits } from './run-limits.js';
import type { Session } from './session.js';
import type { TrainingEvent, ReportedValues } from './training-events.js';

/** Judges the weights of a training run on validation data, at an interval. */
export class PeriodicValidation {
  /** The step after which results on validation data are those of the weights. */
  validatedAt = 0;
  /** How often the weights were judged. */
  count = 0;
  private readonly loaders: readonly NamedLoader[];
  private sets: EvaluationSets | undefined;
  private readonly interval: ClockInterval;

  constructor(
    private readonly session: Session,
    private readonly options: RunLimits,
    private readonly patience: Patience,
  ) {
    this.loaders = session.data.loaders('validation');
    this.interval = options.validate ?? { every: 1, unit: 'epoch' };
  }

  /** Opens the validation data. */
  async open(): Promise<void> {
    for (const { loader } of this.loaders) await loader.open();
    if (this.loaders.length > 0) this.sets = new EvaluationSets(this.loaders, this.options.limits?.validation);
  }

  /** Whether it is due within an epoch, or with `atEpochEnd` at its end, when a run has gone from one place to another. */
  isDue(before: Clock, now: Clock, { atEpochEnd = false } = {}): boolean {
    return (this.interval.unit === 'epoch') === atEpochEnd && isDue(this.interval, before, now);
  }

  /** Judges the weights. Returns the results, or none where there are no data, or they gave no answer. */
  async *judge(clock: Clock): AsyncGenerator<TrainingEvent, ReportedValues | undefined> {
    if (this.sets === undefined || this.sets.batches === 0) return undefined;
    yield { type: 'validationStart' };
    const judged = this.sets.judge(this.session, 'validation', this.patience, clock);
    let next = await this.blameWeights(judged.next(), clock);
    try {
      for (; next.done !== true; next = await this.blameWeights(judged.next(), clock)) {
        yield { type: 'validationBatchEnd', ...next.value };
      }
    } finally {
      if (next.done !== true) await judged.return({});
    }
    // Numbers of a part of the data would be taken for those of all.
    if (this.patience.gaveUp) return undefined;
    this.validatedAt = clock.step;
    this.count += 1;
    return next.value;
  }

  /** Weights that the last step has ruined are the cause of a loss that is not finite, and not the data that judge them. */
  private async blameWeights<Value>(pending: Promise<Value>, { step }: Clock): Promise<Value> {
    try {
      return await pending;
    } catch (error) {
      if (LmlError.isInstance(error, NonFiniteLossError.code)) {
        checkFiniteState(this.session, await this.session.engine.read(this.session.keptFinite), step);
      }
      throw error;
    }
  }
}

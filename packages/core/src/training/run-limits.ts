import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkInterval, type ClockInterval, type EpochLimit } from './interval.js';

/** How much of an epoch of each stage is used. */
export interface StageLimits {
  /** Of the training data. */
  readonly train?: EpochLimit | undefined;
  /** Of the validation data. */
  readonly validation?: EpochLimit | undefined;
}

/** When a run ends, and what of the data it uses. */
export interface RunLimits {
  /** Epochs at the most, over all sessions of the run. */
  readonly maxEpochs?: number | undefined;
  /** Optimizer steps at the most. */
  readonly maxSteps?: number | undefined;
  /** Seconds of training at the most. */
  readonly maxSeconds?: number | undefined;
  /** Epochs before which a callback's request to stop is not heard. Default 0. */
  readonly minEpochs?: number | undefined;
  /** When to validate. Default: after each epoch. */
  readonly validate?: ClockInterval | undefined;
  /** How much of an epoch of each stage is used. Default: all. */
  readonly limits?: StageLimits | undefined;
}

/** @throws `LML_INVALID_ARGUMENT` for a run that would never end, or limits that cannot be. */
export function checkLimits(options: RunLimits): void {
  if (options.maxEpochs === undefined && options.maxSteps === undefined && options.maxSeconds === undefined) {
    throw new InvalidArgumentError(
      'maxEpochs',
      'given, or maxSteps or maxSeconds: a run must know when to end',
      undefined,
    );
  }
  for (const name of ['maxEpochs', 'maxSteps', 'minEpochs'] as const) {
    const value = options[name];
    const least = name === 'minEpochs' ? 0 : 1;
    if (value !== undefined && (!Number.isInteger(value) || value < least))
      throw new InvalidArgumentError(name, `an integer of at least ${least}`, value);
  }
  if (options.maxSeconds !== undefined && !(options.maxSeconds > 0)) {
    throw new InvalidArgumentError('maxSeconds', 'more than 0', options.maxSeconds);
  }
  if (options.validate !== undefined) checkInterval('validate', options.validate);
}

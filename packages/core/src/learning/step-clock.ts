import type * as tf from '@tensorflow/tfjs';

import type { StepContext } from '../steps/step-context.js';
import type { Clock } from './clock.js';

/**
 * Where a run is, as a step sees it: scalars that are given anew with each call, so that a compiled step does not keep the ones that it
 * was traced with. They are float32, and exact up to 2²⁴. In validation it is the clock of the training, in a test and a prediction that of
 * the checkpoint where it is known, else 0. There are no seconds: a step that depends on them could not be repeated.
 */
export interface StepClock {
  /** Training batches that were processed before. */
  readonly batch: tf.Scalar;
  /** Optimizer steps that were made before. */
  readonly step: tf.Scalar;
  /** Training samples that were processed before. */
  readonly samples: tf.Scalar;
  /** Epochs that were completed. */
  readonly epoch: tf.Scalar;
}

const PREFIX = 'lml/clock/';

/** The clock of a step. Only what is looked at becomes an input of a compiled step. */
export function stepClock(context: StepContext): StepClock {
  return {
    get batch() {
      return context.hyper(`${PREFIX}batch`, 0);
    },
    get step() {
      return context.hyper(`${PREFIX}step`, 0);
    },
    get samples() {
      return context.hyper(`${PREFIX}samples`, 0);
    },
    get epoch() {
      return context.hyper(`${PREFIX}epoch`, 0);
    },
  };
}

/** What {@link stepClock} reads, for one call of a step. */
export function clockNumbers({ batch, step, samples, epoch }: Clock): Record<string, number> {
  return {
    [`${PREFIX}batch`]: batch,
    [`${PREFIX}step`]: step,
    [`${PREFIX}samples`]: samples,
    [`${PREFIX}epoch`]: epoch,
  };
}

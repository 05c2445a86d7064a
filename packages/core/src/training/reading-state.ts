import type { Learner } from '../learning/learner.js';

/** What earlier fits of a learner have taken of its data. */
export interface TakenBefore {
  /** Epochs that were begun. */
  readonly epochs: number;
  /** Batches. */
  readonly batches: number;
}

/** Where a run reads its training data. */
export interface ReadingState {
  /** Samples of the running epoch that were taken. */
  readonly sample: number;
  /** What the order of the running epoch is known by; none between two epochs, and for streams. */
  readonly order?: string | undefined;
  /** What earlier fits of the learner have taken: a fit goes on in epochs, so that it does not repeat their orders and random numbers. */
  readonly before: TakenBefore;
}

const taken = new WeakMap<Learner, TakenBefore>();

/** What earlier fits of a learner have taken of its data. */
export function takenBefore(learner: Learner): TakenBefore {
  return taken.get(learner) ?? { epochs: 0, batches: 0 };
}

/** Remembers what the fits of a learner have taken of its data. */
export function rememberTaken(learner: Learner, all: TakenBefore): void {
  taken.set(learner, all);
}

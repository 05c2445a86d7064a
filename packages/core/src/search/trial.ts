import type { SearchParameters } from './distribution.js';

/** How much a trial may use, where that is less than all. */
export interface TrialBudget {
  /** Epochs of each fold. */
  readonly epochs?: number | undefined;
  /** Samples of the training data that are dealt to folds, the first ones of a seeded order. */
  readonly samples?: number | undefined;
}

/** What a strategy wants to be tried next. */
export interface Proposal {
  /** The parameters. */
  readonly params: SearchParameters;
  /** How much it may use. Default: all. */
  readonly budget?: TrialBudget | undefined;
  /** The number of the trial with the same parameters and a smaller budget that it goes on from, in rank not in weights. */
  readonly parent?: number | undefined;
  /** What the strategy wants to find again in the trial: plain data, such as its bracket. */
  readonly notes?: Readonly<Record<string, unknown>> | undefined;
}

/** `'running'` while nothing is told of it; `'pruned'` where it was ended as hopeless; `'failed'` where it threw or diverged. */
export type TrialState = 'running' | 'completed' | 'pruned' | 'failed';

/** Why a trial failed. */
export interface TrialFault {
  /** The code of the error, `LML_NON_FINITE_LOSS` say; `'ERROR'` of one without. */
  readonly code: string;
  /** Its message. */
  readonly message: string;
}

/** What was found of a trial. */
export interface TrialResult {
  /** How it ended. */
  readonly state: Exclude<TrialState, 'running'>;
  /** The objectives in their order, where it was completed; of a pruned trial what was known of it. */
  readonly values?: readonly number[] | undefined;
  /** The first objective by fold and epoch, as the pruner saw it: higher or lower is better as the objective says. */
  readonly curves?: readonly (readonly number[])[] | undefined;
  /** For each objective how far its values of the folds stray from their mean: the standard deviation. */
  readonly deviations?: readonly number[] | undefined;
  /** The objectives of each fold, in the order of the folds. */
  readonly folds?: readonly (readonly number[])[] | undefined;
  /** How many epochs the best values took, as a refit uses them: the median of the folds. */
  readonly epochs?: number | undefined;
  /** How long it ran. */
  readonly seconds?: number | undefined;
  /** Why it failed. */
  readonly error?: TrialFault | undefined;
}

/** One set of parameters that was tried. All of it is plain data. */
export interface Trial extends Proposal, Partial<Omit<TrialResult, 'state'>> {
  /** Its number, from 0. */
  readonly number: number;
  /** Where it stands. */
  readonly state: TrialState;
}

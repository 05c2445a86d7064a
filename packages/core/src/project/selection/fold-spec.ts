import type { ArrayTree } from '../../data/concatenate.js';
import type { Splitter } from '../../data/splitter.js';
import type { SearchParameters } from '../../search/distribution.js';
import type { Objective } from '../../search/objective.js';
import type { Pruner } from '../../search/pruner.js';
import type { TrialFault } from '../../search/trial.js';
import type { LogRecord } from '../../training/logger.js';
import type { ReportedValues } from '../../training/training-events.js';

/** How the training data are divided, for all folds alike. */
export interface FoldPlan {
  /** How the training data are divided. */
  readonly splitter: Splitter;
  /** The groups of the training samples, or the column that has them. */
  readonly groups: ArrayLike<number | string> | string | undefined;
  /**
   * What training inside a fold is watched by: a fraction of the fold's training data, or a splitter whose first split is taken; `false`
   * for none. `undefined`: a tenth where something watches it, else none.
   */
  readonly validation: number | Splitter | false | undefined;
  /** Whether, and in which form, the samples that are judged by are predicted too. */
  readonly predict: 'predictions' | 'outputs' | undefined;
  /** Whether the samples that were learnt from are judged too, as `train/<name>`. */
  readonly trainScores: boolean;
  /** Whether the results of each epoch are kept, for curves in the report. */
  readonly history: boolean;
  /** Whether checkpoints of folds stay. */
  readonly checkpoints: boolean;
  /** The objective that is followed from epoch to epoch, and what ends a hopeless fold. */
  readonly followed: { readonly objective: Objective; readonly pruner: Pruner | undefined } | undefined;
}

/** A random order of a fold's training samples, drawn after those of the folds before it, as scikit-learn's `learning_curve` does. */
export interface RandomOrder {
  readonly seed: number;
  /** The training samples of the folds before it. */
  readonly before: readonly number[];
}

/** The permutation of this number, from 0, of those that are drawn one after the other from a seed. */
export interface TargetPermutation {
  readonly seed: number;
  readonly number: number;
}

/** What differs from fold to fold; plain data. */
export interface FoldSpec {
  /** Its number, from 0. */
  readonly fold: number;
  /** The parameters. */
  readonly params: SearchParameters;
  /** Epochs, where that is not the trainer's own number. */
  readonly epochs?: number | undefined;
  /** The part of the training data that is used at all, to learn from and to judge by. Default: all. */
  readonly fraction?: number | undefined;
  /** How many samples are learnt from: the first of the fold's, or of a random order of them. Default: all. */
  readonly trainSize?: { readonly samples: number; readonly order?: RandomOrder | undefined } | undefined;
  /** A permutation of the targets, within groups where there are any. Default: they stay. */
  readonly permutation?: TargetPermutation | undefined;
  /** What the pruner has planned. */
  readonly pruning?: unknown;
}

/** What came out of a fold. All but the predictions is plain data. */
export interface FoldOutcome {
  /** Its number. */
  readonly fold: number;
  /** How it ended. */
  readonly state: 'completed' | 'pruned' | 'failed' | 'interrupted';
  /** Why it failed. */
  readonly error?: TrialFault | undefined;
  /** Samples that were learnt from. */
  readonly trainSize: number;
  /** Samples that training was watched by. */
  readonly validationSize: number;
  /** Samples that were judged by. */
  readonly testSize: number;
  /** Loss and metrics on the samples that were judged by, by name without stage; of the training samples as `train/<name>` where asked for. */
  readonly values: ReportedValues;
  /** The epochs after which the weights were taken that were judged. */
  readonly epochs: number;
  /** The followed objective by epoch. */
  readonly curve: readonly number[];
  /** Seconds of training and of judging. */
  readonly seconds: { readonly fit: number; readonly score: number };
  /** The results of each epoch, where the plan keeps them. */
  readonly history?: readonly LogRecord[] | undefined;
  /** The predictions, where they were asked for. They do not travel with the rest: with a folder they are a file in it. */
  readonly predictions?: ArrayTree | undefined;
}

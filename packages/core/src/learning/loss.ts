import type * as tf from '@tensorflow/tfjs';

import type { HostValue } from '../data/batch.js';
import type { ShapeTree } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import type { StateOwner } from './owned-state.js';
import type { Reduction } from './reduction.js';

/** What stands behind the prediction: a target, unless the loss takes none, and a weight for each sample, if there are any. */
export type LossArguments<Target> = undefined extends Target
  ? [target?: Target, weight?: LossWeight<Target> | undefined]
  : [target: Target, weight?: LossWeight<Target> | undefined];

/** Weights for samples: one tensor for a target that is one, else one for all or a tree of them. */
export type LossWeight<Target> = [Target] extends [tf.Tensor] ? tf.Tensor : TensorTree;

/**
 * What scores of classes are: logits, of which the sigmoid or softmax makes probabilities (logarithms of probabilities are such too), or
 * probabilities.
 */
export type ScoreScale = 'logits' | 'probabilities';

/** One of several terms whose weighted sum is a loss. */
export interface LossHead {
  /** Its loss for the batch, a scalar. */
  readonly value: tf.Tensor;
  /** What its mean divides by; none of a sum. */
  readonly total: tf.Tensor | number | undefined;
  /** What it is multiplied by. */
  readonly factor: number;
}

/**
 * What is minimised: from what a model gives and what the data say to a scalar. Each may be one tensor or a tree: `gaussian-nll`
 * takes `{ mean, variance }` and a target, a triplet loss three embeddings and no target. A weight, one a sample, counts a sample so
 * many times. (With `reduction: 'none'` a loss gives one value an element; such a one cannot be trained on directly.)
 *
 * A function alone is a loss: `(prediction: tf.Tensor, target: tf.Tensor) => tf.mean(…)`. What stands beside it says how batches
 * become one: a mean that does not divide by the number of samples needs `total`, or the loss of an epoch and accumulated gradients
 * would depend on how samples fall into batches.
 */
export type Loss<
  Prediction extends TensorTree = tf.Tensor,
  Target extends TensorTree | undefined = tf.Tensor,
> = LossFunction<Prediction, Target> & LossTraits<Prediction, Target>;

/** A loss of whatever it takes: every loss is one, and refuses at the call what it does not take. */
export type TreeLoss = Loss<TensorTree, TensorTree | undefined>;

/** Computes a loss. As a method's type, so that a loss of tensors is a loss: at the call it refuses other trees. */
export type LossFunction<Prediction extends TensorTree, Target extends TensorTree | undefined> = {
  /** Computes it. */
  compute(prediction: Prediction, ...rest: LossArguments<Target>): tf.Tensor;
}['compute'];

/** What is wrong with a target. */
export interface TargetFault {
  /** The sample's place in the batch. */
  readonly row: number;
  /** What the target does, behind its name: `has the label 7, but …`. */
  readonly reason: string;
}

/** What may stand beside the function of a {@link Loss}. One with weights of its own has `state` and `load`: see {@link ownedState}. */
export interface LossTraits<Prediction extends TensorTree, Target extends TensorTree | undefined> extends StateOwner {
  /** Whether it takes no target: it compares what the model gives with each other. Default: it takes one. */
  readonly withoutTarget?: boolean | undefined;
  /**
   * What the scores of classes are that it takes, by which metrics read the model's output; of a loss of several outputs by their names.
   * Default: not known, as of a loss that is not of classes.
   */
  readonly scores?: ScoreScale | Readonly<Record<string, ScoreScale | undefined>> | undefined;
  /** What becomes of single values. Default: `'mean'`. */
  readonly reduction?: Reduction | undefined;
  /** What the mean divides by: the sum of all weights, say. Default: the number of samples. Not asked of a sum. */
  total?(prediction: Prediction, ...rest: LossArguments<Target>): tf.Tensor | number;
  /** Value and total of a mean at once, in place of `total`: where the total comes of the values, or of numbers that are drawn. */
  measure?(prediction: Prediction, ...rest: LossArguments<Target>): Pick<LossHead, 'value' | 'total'>;
  /** Of a loss that is a weighted sum: its terms, by name. Their totals stand in place of one for all. */
  heads?(prediction: Prediction, ...rest: LossArguments<Target>): Readonly<Record<string, LossHead>>;
  /** The names of the terms that `heads` gives. Needed where gradients are accumulated: each term has sums of its own. */
  readonly headNames?: readonly string[] | undefined;
  /**
   * The first sample of a batch on the host whose target makes the loss not finite, for the message of `LML_NON_FINITE_LOSS`. Default:
   * classes that the model has no output for are found.
   */
  targetFault?(target: HostValue, outputShape: ShapeTree): TargetFault | undefined;
  /** Whether a target that is the index of a class counts; left out where all do. A mean over nothing that counts is NaN. */
  counts?(target: number): boolean;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Loss}. */
    loss: TreeLoss;
  }
}

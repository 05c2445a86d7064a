import { requireTensor, type Reduction, type Loss, type ScoreScale } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What a loss of one output against one target is computed from. */
export interface LossPair {
  /** What the model gave. */
  readonly prediction: tf.Tensor;
  /** What is right. */
  readonly target: tf.Tensor;
  /** One weight a sample, `[batch]`, or of further first axes; none where all count once. */
  readonly weight: tf.Tensor | undefined;
}

/** What {@link pairLoss} takes. */
export interface PairLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** The loss, reduced. */
  readonly value: (pair: LossPair) => tf.Tensor;
  /** What the mean divides by. */
  readonly total: (pair: LossPair) => tf.Tensor | number;
  /** Whether a target that is the index of a class counts. Default: all do. */
  readonly counts?: (target: number) => boolean;
  /** What scores of classes are that it takes, for metrics. Default: it takes none. */
  readonly scores?: ScoreScale | undefined;
}

/**
 * Makes a loss of one output against one target, with weights for samples, that says what its mean divides by. Most losses are
 * such; the family makers stand on it.
 *
 * @throws `LML_INVALID_ARGUMENT`, from the loss, for lists and records of tensors.
 *
 * @example
 * ```ts
 * import { pairLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const bias = pairLoss({
 *   name: 'bias',
 *   reduction: 'mean',
 *   value: ({ prediction, target }) => tf.mean(tf.sub(prediction, target)),
 *   total: ({ prediction }) => prediction.size,
 * });
 * bias(tf.tensor1d([3, 4]), tf.tensor1d([1, 2])); // => 2
 * bias.total?.(tf.tensor1d([3, 4]), tf.tensor1d([1, 2])); // => 2
 * ```
 */
export function pairLoss({ name, reduction, value, total, counts, scores }: PairLossOptions): Loss {
  const loss = (...given: Parameters<Loss>): tf.Tensor => tf.tidy(() => value(lossPair(name, ...given)));
  return Object.assign(loss, {
    reduction,
    total: (...given: Parameters<Loss>) => tf.tidy(() => total(lossPair(name, ...given))),
    ...(counts !== undefined && { counts }),
    ...(scores !== undefined && { scores }),
  });
}

/** What a loss was given, if it is tensors. */
export function lossPair(name: string, ...[prediction, target, weight]: Parameters<Loss>): LossPair {
  return {
    prediction: requireTensor(name, 'prediction', prediction),
    target: requireTensor(name, 'target', target),
    weight: weight === undefined ? undefined : requireTensor(name, 'weight', weight),
  };
}

import {
  asFloat,
  ownedState,
  reduce,
  sameShape,
  ShapeMismatchError,
  showShape,
  type Loss,
  type OwnedState,
  type StateDeclaration,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { BALANCE, balancedWeights } from './balanced.js';
import type { ClassScoreSettings } from './class-score-shape.js';
import { indexTargets, probabilityTargets, type ClassTargets } from './class-targets.js';
import { pairLoss, type LossPair } from './pair-loss.js';

/** What a loss of class scores is computed from. */
export interface ClassScores {
  /** What the model gave: float32 `[batch, …, classes]`. */
  readonly prediction: tf.Tensor;
  /** The weight of each class at each position, of the shape of the prediction; rows need not sum to one. */
  readonly target: tf.Tensor;
}

/** What {@link classScoreLoss} takes: the options of the family, and what tells its members apart. */
export interface ClassScoreLossOptions extends ClassScoreSettings {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** How much of each target is spread over all classes, from 0 to 1. Default: `0`. */
  readonly labelSmoothing?: number | undefined;
  /** What the mean divides by: the weights of samples times those of their classes, or of samples alone. Default: `'weights'`. */
  readonly meanOver?: 'weights' | 'samples' | undefined;
  /** State of which balanced class weights are a part, `fitted` as `balance`. Default: state of their own. */
  readonly own?: OwnedState | undefined;
  /** The value of each position, `[batch, …]`: linear in the target, so that its weights weight the value. */
  readonly values: (scores: ClassScores) => tf.Tensor;
}

/**
 * Makes a loss of scores for classes, `[batch, …, classes]`, against class indices `[batch, …]` or probabilities of the
 * shape of the scores.
 *
 * Class and sample weights, ignored classes and label smoothing are all in the rows that it makes of the targets. The mean
 * divides by the sum of the weights of samples, times those of their classes where targets are indices.
 *
 * With `weight: 'balanced'` the weight of a class is n / (k · count), of n training targets of k classes, as scikit-learn has it: computed
 * before the first fit from the training part, of each fold its own, before transforms, and kept in checkpoints as `loss/balance`.
 *
 * @throws `LML_NOT_FITTED`, from the loss, for balanced weights before a fit; `LML_INVALID_ARGUMENT`, from a fit, where a class is absent or
 * targets are no class indices; `LML_SHAPE_MISMATCH`, from the loss, if the target's shape is neither that of the prediction nor that without its
 * last axis, or if class or sample weights do not fit; `LML_INVALID_ARGUMENT` for probabilities with an `ignoreIndex` from 0.
 *
 * @example
 * ```ts
 * import { classScoreLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const missedProbability = classScoreLoss({
 *   name: 'missed-probability',
 *   ignoreIndex: -100,
 *   reduction: 'mean',
 *   values: ({ prediction, target }) => tf.sum(tf.mul(target, tf.sub(1, prediction)), -1),
 * });
 * missedProbability(tf.tensor2d([[0.75, 0.25], [0.5, 0.5]]), tf.tensor1d([0, 1], 'int32')); // => 0.375
 * ```
 */
export function classScoreLoss(options: ClassScoreLossOptions): Loss {
  const { name, weight: given, ignoreIndex, labelSmoothing = 0, meanOver, reduction, values } = options;
  const balance = given === 'balanced' ? (options.own ?? ownedState(balanceOf(name, ignoreIndex))) : undefined;
  const classWeights = given === 'balanced' ? undefined : given;
  const targetsOf = ({ prediction, target, weight }: LossPair): ClassTargets => {
    const classes = prediction.shape.at(-1);
    if (classes === undefined || (prediction.rank === 1 && target.rank === 1)) throw misfit(name, prediction, target);
    const classWeight = balance?.read(BALANCE) ?? (classWeights && tf.tensor1d(classWeights));
    if (classWeight !== undefined && classWeight.size !== classes) {
      const remedy =
        balance === undefined ? 'Give one weight a class.' : 'The training data do not have the last classes.';
      throw new ShapeMismatchError(
        `${name} has ${classWeight.size} class weights, but the prediction ${showShape(prediction.shape)} has ` +
          `${classes} classes, along its last axis. ${remedy}`,
      );
    }
    const isIndex = sameShape(target.shape, prediction.shape.slice(0, -1));
    if (!isIndex && !sameShape(target.shape, prediction.shape)) throw misfit(name, prediction, target);
    const settings = { name, classes, classWeight, weight, ignoreIndex, labelSmoothing, meanOver };
    return (isIndex ? indexTargets : probabilityTargets)(target, settings);
  };
  const loss = pairLoss({
    name,
    reduction,
    // Logarithms of probabilities are logits too.
    scores: 'logits',
    value(pair) {
      const { rows, total } = targetsOf(pair);
      return reduce(values({ prediction: asFloat(pair.prediction), target: rows }), reduction, total);
    },
    total: (pair) => targetsOf(pair).total(),
    counts: (target) => target !== ignoreIndex && classWeights?.[target] !== 0,
  });
  return balance === undefined ? loss : Object.assign(loss, { state: balance.state, load: balance.load });
}

/** The declaration of balanced class weights. */
export function balanceOf(name: string, ignoreIndex: number): Required<Pick<StateDeclaration, 'fitted'>> {
  return { fitted: { [BALANCE]: balancedWeights(name, ignoreIndex) } };
}

function misfit(name: string, prediction: tf.Tensor, target: tf.Tensor): ShapeMismatchError {
  const received = `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}`;
  return new ShapeMismatchError(
    `${name} needs a score for each class, [batch, …, classes], with class indices [batch, …] or probabilities of the ` +
      `scores' shape, ${received}. Two classes need a model with two outputs; a column of indices [batch, 1] must be reshaped to [batch].`,
  );
}

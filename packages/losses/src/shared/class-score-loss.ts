import { asFloat, reduce, sameShape, ShapeMismatchError, showShape, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

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
 * @throws `LML_SHAPE_MISMATCH`, from the loss, if the target's shape is neither that of the prediction nor that without its
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
  const { name, weight: classWeights, ignoreIndex, labelSmoothing = 0, meanOver, reduction, values } = options;
  const targetsOf = ({ prediction, target, weight }: LossPair): ClassTargets => {
    const classes = prediction.shape.at(-1);
    if (classes === undefined || (prediction.rank === 1 && target.rank === 1)) throw misfit(name, prediction, target);
    if (classWeights !== undefined && classWeights.length !== classes) {
      throw new ShapeMismatchError(
        `${name} has ${classWeights.length} class weights, but the prediction ${showShape(prediction.shape)} has ` +
          `${classes} classes, along its last axis. Give one weight a class.`,
      );
    }
    const isIndex = sameShape(target.shape, prediction.shape.slice(0, -1));
    if (!isIndex && !sameShape(target.shape, prediction.shape)) throw misfit(name, prediction, target);
    const classWeight = classWeights && tf.tensor1d(classWeights);
    const settings = { name, classes, classWeight, weight, ignoreIndex, labelSmoothing, meanOver };
    return (isIndex ? indexTargets : probabilityTargets)(target, settings);
  };
  return pairLoss({
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
}

function misfit(name: string, prediction: tf.Tensor, target: tf.Tensor): ShapeMismatchError {
  const received = `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}`;
  return new ShapeMismatchError(
    `${name} needs a score for each class, [batch, …, classes], with class indices [batch, …] or probabilities of the ` +
      `scores' shape, ${received}. Two classes need a model with two outputs; a column of indices [batch, 1] must be reshaped to [batch].`,
  );
}

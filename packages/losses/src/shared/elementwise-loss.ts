import {
  alignWeight,
  asFloat,
  reduce,
  requireSameShape,
  sizeOf,
  sumAll,
  type Elements,
  type Loss,
  type Reduction,
  type ScoreScale,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { pairLoss, type LossPair } from './pair-loss.js';

/** What {@link elementwiseLoss} takes. */
export interface ElementwiseLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** The value of each element, in the shape of the prediction. */
  readonly values: (elements: Elements) => tf.Tensor;
  /** What to do where targets may be class numbers, one for a row of outputs. Default: advice for a regression. */
  readonly ofClasses?: string | undefined;
  /** What scores of classes are that it takes, for metrics. Default: it takes none. */
  readonly scores?: ScoreScale | undefined;
}

const REGRESSION =
  'Targets that are class numbers are learnt by cross-entropy; for one number a sample give the model one output.';

/**
 * Makes a loss that has a value for each element of prediction and target, which must be of one shape.
 *
 * With v the values and w the weights, `reduction: 'mean'` gives `Σ w v / Σ w` over all elements (of none: NaN), `'sum'` its
 * numerator, `'none'` w v in the shape of the prediction. Weights are one a sample (`[batch]`) or of the shape of further
 * first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { elementwiseLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const cubic = elementwiseLoss({
 *   name: 'cubic',
 *   reduction: 'sum',
 *   values: ({ prediction, target }) => tf.pow(tf.abs(tf.sub(prediction, target)), 3),
 * });
 * cubic(tf.tensor1d([1, 2]), tf.tensor1d([3, 1])); // => 9
 * ```
 */
export function elementwiseLoss({
  name,
  reduction,
  values,
  ofClasses = REGRESSION,
  scores,
}: ElementwiseLossOptions): Loss {
  const total = ({ prediction, weight }: LossPair): tf.Tensor | number => {
    if (weight === undefined) return sizeOf(prediction.shape);
    const aligned = alignWeight(name, weight, prediction.shape);
    return tf.mul(sumAll(aligned.weight), aligned.repeats);
  };
  return pairLoss({
    name,
    reduction,
    scores,
    value(pair) {
      const { prediction, target, weight } = pair;
      requireSameShape(name, prediction, target, ofClasses);
      const each = values({ prediction: asFloat(prediction), target: asFloat(target) });
      const weighted = weight === undefined ? each : tf.mul(each, alignWeight(name, weight, prediction.shape).weight);
      return reduce(weighted, reduction, () => total(pair));
    },
    total,
  });
}

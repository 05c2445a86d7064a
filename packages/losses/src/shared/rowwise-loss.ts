import {
  asFloat,
  requireSameShape,
  requireTensor,
  ShapeMismatchError,
  showShape,
  type Elements,
  type Loss,
  type Reduction,
  type ScoreScale,
} from '@lml/core';
import type * as tf from '@tensorflow/tfjs';

import { treeLoss } from './tree-loss.js';

/** What {@link rowwiseLoss} takes. */
export interface RowwiseLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** The value of each row, of the prediction's shape without its last axis. */
  readonly values: (elements: Elements) => tf.Tensor;
  /** How long rows must be. Default: at least 1. */
  readonly width?: number | undefined;
  /** What to do where targets may be class numbers, one for a row of outputs. */
  readonly ofClasses?: string | undefined;
  /** What scores of classes are that it takes, for metrics. Default: it takes none. */
  readonly scores?: ScoreScale | undefined;
}

/**
 * Makes a loss that has a value for each row along the last axis of prediction and target, which must be of one shape
 * `[batch, …, width]`: of vectors, boxes, lists of scores.
 *
 * With v the values and w the weights, `reduction: 'mean'` gives `Σ w v / Σ w` over all rows (of none: NaN), `'sum'` its numerator,
 * `'none'` w v, `[batch, …]`. Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, if prediction and target have different shapes, no rows or rows of another width, or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { rowwiseLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const largest = rowwiseLoss({
 *   name: 'largest',
 *   reduction: 'none',
 *   values: ({ prediction, target }) => tf.max(tf.abs(tf.sub(prediction, target)), -1),
 * });
 * largest(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1, 5], [3, 3]])); // => [3, 1]
 * ```
 */
export function rowwiseLoss({ name, reduction, values, width, ofClasses, scores }: RowwiseLossOptions): Loss {
  return treeLoss<tf.Tensor, tf.Tensor>({
    name,
    reduction,
    scores,
    shape(given, target) {
      const prediction = requireTensor(name, 'prediction', given);
      requireSameShape(name, prediction, requireTensor(name, 'target', target), ofClasses);
      const own = prediction.shape.at(-1);
      if (prediction.rank > 1 && own === (width ?? own)) return prediction.shape.slice(0, -1);
      const received = `got ${showShape(prediction.shape)}`;
      throw new ShapeMismatchError(
        `${name} needs rows along the last axis, [batch, …, ${width ?? 'width'}], ${received}.`,
      );
    },
    values: (prediction, target) => values({ prediction: asFloat(prediction), target: asFloat(target) }),
  });
}

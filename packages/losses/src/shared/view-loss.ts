import { asFloat, InvalidArgumentError, requireSameShape, ShapeMismatchError, showShape, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { pairLoss, type LossPair } from './pair-loss.js';

/** What {@link viewLoss} takes. */
export interface ViewLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** The loss of two views, a scalar. */
  readonly value: (first: tf.Tensor, second: tf.Tensor) => tf.Tensor;
}

/**
 * Makes a loss of the embeddings of two views of a batch, `[batch, dims]` each, that compares features over the batch: it has one value for
 * all samples, and no weights for single ones.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, if the views differ in shape or are not `[batch, dims]`; `LML_INVALID_ARGUMENT` for weights.
 */
export function viewLoss({ name, value }: ViewLossOptions): Loss {
  return pairLoss({
    name,
    reduction: 'mean',
    value(pair) {
      const [first, second] = viewsOf(name, pair);
      return value(first, second);
    },
    total: ({ prediction }) => prediction.shape[0] ?? 1,
  });
}

function viewsOf(name: string, { prediction, target, weight }: LossPair): [first: tf.Tensor, second: tf.Tensor] {
  requireSameShape(name, prediction, target);
  if (prediction.rank !== 2) {
    throw new ShapeMismatchError(
      `${name} needs two views of shape [batch, dims], got ${showShape(prediction.shape)}. Flatten the embeddings.`,
    );
  }
  if (weight !== undefined) {
    const remedy = 'It compares features over the whole batch: leave samples out of the data, or repeat them.';
    throw new InvalidArgumentError(`The weight of ${name}`, 'left out', weight, remedy);
  }
  return [asFloat(prediction), asFloat(target)];
}

/** Values of features less their means over the batch. */
export function centred(view: tf.Tensor): tf.Tensor {
  return tf.sub(view, tf.mean(view, 0));
}

/** A matrix with zeros on its diagonal. */
export function offDiagonal(matrix: tf.Tensor): tf.Tensor {
  return tf.mul(matrix, tf.sub(1, tf.eye(matrix.shape[0])));
}

import { asFloat, requireSameShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/**
 * Predictions and targets as float32 rows `[rows, numOutputs]`: the last axis is that of the outputs, which one output need not have
 * (`[batch]`).
 *
 * @throws `LML_SHAPE_MISMATCH`, in the name of a metric, if prediction and target have different shapes, or the last axis another
 * size.
 */
export function outputRows(
  name: string,
  { prediction, target }: { readonly prediction: tf.Tensor; readonly target: tf.Tensor },
  numOutputs: number,
): { readonly prediction: tf.Tensor2D; readonly target: tf.Tensor2D } {
  requireSameShape(name, prediction, target);
  const width = prediction.rank < 2 ? 1 : prediction.shape.at(-1)!;
  if (width !== numOutputs) {
    const remedy = prediction.rank < 2 ? '' : ` Give numOutputs: ${width}, or an axis of that size at the end.`;
    throw new ShapeMismatchError(
      `${name} with numOutputs ${numOutputs} needs a last axis of that size, got ${showShape(prediction.shape)}.${remedy}`,
    );
  }
  const rows = (values: tf.Tensor): tf.Tensor2D => tf.reshape(asFloat(values), [values.size / numOutputs, numOutputs]);
  return { prediction: rows(prediction), target: rows(target) };
}

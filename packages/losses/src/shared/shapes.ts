import { ShapeMismatchError, sameShape, sizeOf } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** A shape for a message: `[32, 10]`. */
export function showShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** As float32; a tensor that is stays itself. */
export function asFloat(values: tf.Tensor): tf.Tensor {
  return values.dtype === 'float32' ? values : tf.cast(values, 'float32');
}

/**
 * Refuses prediction and target of different shapes, which TensorFlow.js and PyTorch would broadcast. `ofClasses` says what to do
 * where the targets may be class numbers, one for a row of outputs.
 */
export function requireSameShape(loss: string, prediction: tf.Tensor, target: tf.Tensor, ofClasses?: string): void {
  if (sameShape(prediction.shape, target.shape)) return;
  const received = `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}`;
  const isRows = prediction.shape.at(-1)! > 1 && sameShape(prediction.shape.slice(0, -1), target.shape);
  const reshape = 'Reshape one of them: a model with one output gives [batch, 1], a column of numbers is [batch].';
  throw new ShapeMismatchError(
    `${loss} needs prediction and target of one shape, ${received}. ${(isRows ? ofClasses : undefined) ?? reshape}`,
  );
}

/** Sample weights, laid out for values of a shape. */
export interface AlignedWeight {
  /** The weights, of the rank of the values, and of size 1 along the axes that have none. */
  readonly weight: tf.Tensor;
  /** How often each weight counts when all values are summed up. */
  readonly repeats: number;
}

/**
 * Lays out sample weights for values of shape `[batch, …]`: weights are given for the first axes, `[batch]` one for each
 * sample, and hold for all that stands behind.
 */
export function alignWeight(loss: string, weight: tf.Tensor, shape: readonly number[]): AlignedWeight {
  if (!sameShape(weight.shape, shape.slice(0, weight.rank))) {
    throw new ShapeMismatchError(
      `${loss} needs weights for the first axes of ${showShape(shape)}, got weight ${showShape(weight.shape)}. ` +
        `Give one weight a sample, [${shape[0] ?? ''}].`,
    );
  }
  const rest = shape.slice(weight.rank);
  const aligned = rest.length === 0 ? weight : tf.reshape(weight, [...weight.shape, ...rest.map(() => 1)]);
  return { weight: asFloat(aligned), repeats: sizeOf(rest) };
}

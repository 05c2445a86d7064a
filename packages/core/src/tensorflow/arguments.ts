import * as tf from '@tensorflow/tfjs';

import { sameShape, showShape, sizeOf } from '../data/nd-array.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';

/**
 * A tensor as float32; one that is stays itself. For losses and metrics, whose targets may be of any type.
 *
 * @example
 * ```ts
 * import { asFloat } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * asFloat(tf.tensor1d([1, 2], 'int32')).dtype; // => 'float32'
 * ```
 */
export function asFloat(values: tf.Tensor): tf.Tensor {
  return values.dtype === 'float32' ? values : tf.cast(values, 'float32');
}

/**
 * Refuses prediction and target of different shapes, which TensorFlow.js and PyTorch would broadcast. `ofClasses` says what to do
 * where the targets may be class numbers, one for a row of outputs.
 *
 * @throws `LML_SHAPE_MISMATCH`, in the name of the loss or metric `name`.
 *
 * @example
 * ```ts
 * import { requireSameShape } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * requireSameShape('mae', tf.zeros([4, 1]), tf.zeros([4])); // throws LML_SHAPE_MISMATCH
 * ```
 */
export function requireSameShape(name: string, prediction: tf.Tensor, target: tf.Tensor, ofClasses?: string): void {
  if (sameShape(prediction.shape, target.shape)) return;
  const received = `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}`;
  const isRows = prediction.shape.at(-1)! > 1 && sameShape(prediction.shape.slice(0, -1), target.shape);
  const reshape = 'Reshape one of them: a model with one output gives [batch, 1], a column of numbers is [batch].';
  throw new ShapeMismatchError(
    `${name} needs prediction and target of one shape, ${received}. ${(isRows ? ofClasses : undefined) ?? reshape}`,
  );
}

/** What a loss or metric of single elements is computed from: float32 tensors of one shape, `[batch, …]`. */
export interface Elements {
  /** What the model gave, or the predictor. */
  readonly prediction: tf.Tensor;
  /** What is right. */
  readonly target: tf.Tensor;
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
 *
 * @throws `LML_SHAPE_MISMATCH`, in the name of the loss or metric `name`.
 *
 * @example
 * ```ts
 * import { alignWeight } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const { weight, repeats } = alignWeight('mse', tf.tensor1d([1, 2]), [2, 3]);
 * weight.shape; // => [2, 1]
 * repeats; // => 3
 * ```
 */
export function alignWeight(name: string, weight: tf.Tensor, shape: readonly number[]): AlignedWeight {
  if (!sameShape(weight.shape, shape.slice(0, weight.rank))) throw unfitWeight(name, weight, shape);
  const rest = shape.slice(weight.rank);
  const aligned = rest.length === 0 ? weight : tf.reshape(weight, [...weight.shape, ...rest.map(() => 1)]);
  return { weight: asFloat(aligned), repeats: sizeOf(rest) };
}

/**
 * Sample weights for every value of shape `[batch, …]`: `[batch]` holds for all that belongs to a sample, further axes for what
 * they name, an axis of size 1 for all along it.
 *
 * @throws `LML_SHAPE_MISMATCH`, in the name of the loss or metric `name`.
 *
 * @example
 * ```ts
 * import { spreadWeight } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * spreadWeight('mean', tf.tensor1d([1, 2]), [2, 3]); // => [[1, 1, 1], [2, 2, 2]]
 * ```
 */
export function spreadWeight(name: string, weight: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const aligned = [...weight.shape, ...shape.slice(weight.rank).map(() => 1)];
  const fits = weight.rank <= shape.length && aligned.every((size, axis) => size === 1 || size === shape[axis]);
  if (!fits) throw unfitWeight(name, weight, shape);
  return tf.mul(asFloat(tf.reshape(weight, aligned)), tf.ones([...shape]));
}

function unfitWeight(name: string, weight: tf.Tensor, shape: readonly number[]): ShapeMismatchError {
  return new ShapeMismatchError(
    `${name} needs weights for the first axes of ${showShape(shape)}, got weight ${showShape(weight.shape)}. ` +
      `Give one weight a sample, [${shape[0] ?? ''}].`,
  );
}

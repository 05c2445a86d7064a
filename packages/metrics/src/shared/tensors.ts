import { ShapeMismatchError, sameShape } from '@lml/core';
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
 * Refuses prediction and target of different shapes. `ofClasses` says what to do where the targets may be class numbers, one for a
 * row of outputs.
 */
export function requireSameShape(metric: string, prediction: tf.Tensor, target: tf.Tensor, ofClasses?: string): void {
  if (sameShape(prediction.shape, target.shape)) return;
  const received = `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}`;
  const isRows = prediction.shape.at(-1)! > 1 && sameShape(prediction.shape.slice(0, -1), target.shape);
  const reshape = 'Reshape one of them: a model with one output gives [batch, 1], a column of numbers is [batch].';
  throw new ShapeMismatchError(
    `${metric} needs prediction and target of one shape, ${received}. ${(isRows ? ofClasses : undefined) ?? reshape}`,
  );
}

/**
 * Sample weights for every value: `[batch]` holds for all that belongs to a sample, further axes for what they name, an
 * axis of size 1 for all along it.
 */
export function spreadWeight(metric: string, weight: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const aligned = [...weight.shape, ...shape.slice(weight.rank).map(() => 1)];
  const fits = weight.rank <= shape.length && aligned.every((size, axis) => size === 1 || size === shape[axis]);
  if (!fits) {
    throw new ShapeMismatchError(
      `${metric} needs weights for the first axes of ${showShape(shape)}, got weight ${showShape(weight.shape)}. ` +
        `Give one weight a sample, [${shape[0] ?? ''}].`,
    );
  }
  return tf.mul(asFloat(tf.reshape(weight, aligned)), tf.ones([...shape]));
}

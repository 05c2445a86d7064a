import { InvalidArgumentError } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Below it float32 tells all whole numbers apart. */
const EXACT = 2 ** 24;

/** Whole numbers in a row, as int32. */
export function wholeNumbers(values: tf.Tensor): tf.Tensor {
  return tf.cast(tf.reshape(values, [values.size]), 'int32');
}

/** How many numbers are not whole, or may have been rounded to be. */
export function countFractions(values: tf.Tensor): tf.Tensor {
  // The wasm backend cannot sum nothing.
  if (values.dtype !== 'float32' || values.size === 0) return tf.scalar(0, 'int32');
  const isWhole = tf.logicalAnd(tf.equal(values, tf.floor(values)), tf.less(tf.abs(values), EXACT));
  return tf.sum(tf.logicalNot(isWhole));
}

/** Complains in `compute` where some were not. */
export function requireWhole(argument: string, fractions: number): void {
  if (fractions === 0) return;
  const received = `${fractions} that are not`;
  const remedy = `float32 tells whole numbers apart below ${EXACT}; give larger ones as int32, and number texts.`;
  throw new InvalidArgumentError(argument, 'whole numbers', received, remedy);
}

import { InvalidArgumentError } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { differences, pairwiseMatrix, type PairwiseOptions } from './pairwise-matrix.js';

/** Options of {@link pairwiseMinkowskiDistance}. */
export interface PairwiseMinkowskiOptions extends PairwiseOptions {
  /** The power p, 1 or more. Default: `2`. */
  readonly exponent?: number | undefined;
}

/**
 * Minkowski distances $`(\sum |x - y|^p)^{1/p}`$ of all rows of x from all rows of y, or from those of x itself.
 *
 * Differences are divided by the largest of a pair of rows before they are raised to the power, so that none gets too large or too small
 * for float32.
 *
 * @param x - `[rows, columns]`
 * @param y - `[other rows, columns]`. Default: x.
 *
 * @returns float32 `[rows, other rows]`, or `[rows]` with a reduction.
 *
 * @throws `LML_SHAPE_MISMATCH` for anything but two matrices of as many columns; `LML_INVALID_ARGUMENT` for an exponent below 1 or another
 * reduction.
 *
 * @example
 * ```ts
 * import { pairwiseMinkowskiDistance } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[0, 0], [3, 4]]);
 * pairwiseMinkowskiDistance(x, undefined, { exponent: 3 }); // => [[0, 4.497941], [4.497941, 0]]
 * ```
 *
 * @see [torchmetrics.functional.pairwise_minkowski_distance](https://lightning.ai/docs/torchmetrics/stable/pairwise/minkowski_distance.html)
 * 1.9
 */
export function pairwiseMinkowskiDistance(
  x: tf.Tensor,
  y?: tf.Tensor,
  { exponent = 2, ...options }: PairwiseMinkowskiOptions = {},
): tf.Tensor {
  if (!(exponent >= 1 && exponent < Infinity)) throw new InvalidArgumentError('exponent', 'a number from 1', exponent);
  return pairwiseMatrix('pairwiseMinkowskiDistance', x, y, options, (a, b) => {
    const sizes = tf.abs(differences(a, b));
    const largest = tf.max(sizes, 2, true);
    const shares = tf.div(sizes, tf.where(tf.greater(largest, 0), largest, 1));
    return tf.mul(tf.squeeze(largest, [2]), tf.pow(tf.sum(tf.pow(shares, exponent), 2), 1 / exponent));
  });
}

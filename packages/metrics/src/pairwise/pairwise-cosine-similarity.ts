import * as tf from '@tensorflow/tfjs';

import { pairwiseMatrix, type PairwiseOptions } from './pairwise-matrix.js';

/**
 * Cosine similarities $`\frac{x \cdot y}{\|x\| \|y\|}`$ of all rows of x with all rows of y, or with those of x itself: from −1 to 1. NaN
 * for a row of zeros.
 *
 * @param x - `[rows, columns]`
 * @param y - `[other rows, columns]`. Default: x.
 *
 * @returns float32 `[rows, other rows]`, or `[rows]` with a reduction.
 *
 * @throws `LML_SHAPE_MISMATCH` for anything but two matrices of as many columns; `LML_INVALID_ARGUMENT` for another reduction.
 *
 * @example
 * ```ts
 * import { pairwiseCosineSimilarity } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[3, 4], [0, 2]]);
 * pairwiseCosineSimilarity(x); // => [[0, 0.8], [0.8, 0]]
 * pairwiseCosineSimilarity(x, tf.tensor2d([[1, 0]])); // => [[0.6], [0]]
 * ```
 *
 * @see [torchmetrics.functional.pairwise_cosine_similarity](https://lightning.ai/docs/torchmetrics/stable/pairwise/cosine_similarity.html)
 * 1.9
 */
export function pairwiseCosineSimilarity(x: tf.Tensor, y?: tf.Tensor, options: PairwiseOptions = {}): tf.Tensor {
  const unit = (rows: tf.Tensor): tf.Tensor => tf.div(rows, tf.sqrt(tf.sum(tf.square(rows), 1, true)));
  return pairwiseMatrix('pairwiseCosineSimilarity', x, y, options, (a, b) => tf.matMul(unit(a), unit(b), false, true));
}

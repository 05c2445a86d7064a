import * as tf from '@tensorflow/tfjs';

import { pairwiseMatrix, type PairwiseOptions } from './pairwise-matrix.js';

/**
 * Products $`x \cdot y`$ of all rows of x with all rows of y, or with those of x itself.
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
 * import { pairwiseLinearSimilarity } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[3, 4], [0, 2]]);
 * pairwiseLinearSimilarity(x); // => [[0, 8], [8, 0]]
 * pairwiseLinearSimilarity(x, x, { reduction: 'sum' }); // => [33, 12]
 * ```
 *
 * @see [torchmetrics.functional.pairwise_linear_similarity](https://lightning.ai/docs/torchmetrics/stable/pairwise/linear_similarity.html)
 * 1.9
 */
export function pairwiseLinearSimilarity(x: tf.Tensor, y?: tf.Tensor, options: PairwiseOptions = {}): tf.Tensor {
  return pairwiseMatrix('pairwiseLinearSimilarity', x, y, options, (a, b) => tf.matMul(a, b, false, true));
}

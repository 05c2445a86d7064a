import * as tf from '@tensorflow/tfjs';

import { differences, pairwiseMatrix, type PairwiseOptions } from './pairwise-matrix.js';

/**
 * Euclidean distances $`\|x - y\|`$ of all rows of x from all rows of y, or from those of x itself.
 *
 * Rows are subtracted before they are squared, in memory of rows × other rows × columns: so the distances of near rows are exact to
 * float32 wherever the rows are, as torchmetrics' are by float64.
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
 * import { pairwiseEuclideanDistance } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[0, 0], [3, 4]]);
 * pairwiseEuclideanDistance(x); // => [[0, 5], [5, 0]]
 * pairwiseEuclideanDistance(x, tf.tensor2d([[3, 0], [0, 1]]), { reduction: 'mean' }); // => [2, 4.12132]
 * ```
 *
 * @see [torchmetrics.functional.pairwise_euclidean_distance](https://lightning.ai/docs/torchmetrics/stable/pairwise/euclidean_distance.html)
 * 1.9
 */
export function pairwiseEuclideanDistance(x: tf.Tensor, y?: tf.Tensor, options: PairwiseOptions = {}): tf.Tensor {
  return pairwiseMatrix('pairwiseEuclideanDistance', x, y, options, (a, b) =>
    tf.sqrt(tf.sum(tf.square(differences(a, b)), 2)),
  );
}

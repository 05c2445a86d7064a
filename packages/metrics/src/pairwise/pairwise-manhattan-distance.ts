import * as tf from '@tensorflow/tfjs';

import { differences, pairwiseMatrix, type PairwiseOptions } from './pairwise-matrix.js';

/**
 * Manhattan distances $`\sum |x - y|`$ of all rows of x from all rows of y, or from those of x itself.
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
 * import { pairwiseManhattanDistance } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[0, 0], [3, 4]]);
 * pairwiseManhattanDistance(x); // => [[0, 7], [7, 0]]
 * pairwiseManhattanDistance(x, tf.tensor2d([[3, 0]])); // => [[3], [4]]
 * ```
 *
 * @see [torchmetrics.functional.pairwise_manhattan_distance](https://lightning.ai/docs/torchmetrics/stable/pairwise/manhattan_distance.html)
 * 1.9
 */
export function pairwiseManhattanDistance(x: tf.Tensor, y?: tf.Tensor, options: PairwiseOptions = {}): tf.Tensor {
  return pairwiseMatrix('pairwiseManhattanDistance', x, y, options, (a, b) => tf.sum(tf.abs(differences(a, b)), 2));
}

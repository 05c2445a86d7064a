import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** What becomes of the single values of a loss: their weighted mean, their sum, or nothing. */
export type Reduction = 'mean' | 'sum' | 'none';

/** The option `reduction` of every loss, as an entry of a zod object. */
export const reductionShape = {
  /** What becomes of the single values: their weighted mean, their sum, or nothing ('none'). Default: `'mean'`. */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe("What becomes of the single values: their weighted mean, their sum, or nothing ('none')."),
};

/**
 * Sums all values; of none the sum is 0, which the wasm backend by itself gets wrong.
 *
 * @example
 * ```ts
 * import { sumAll } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * sumAll(tf.tensor2d([[1, 2], [3, 4]])); // => 10
 * sumAll(tf.zeros([0, 3])); // => 0
 * ```
 */
export function sumAll(values: tf.Tensor): tf.Tensor {
  return tf.sum(values.size === 0 ? tf.concat([tf.reshape(values, [0]), tf.zeros([1])]) : values);
}

/**
 * Reduces the values of a loss. The mean divides by `total`, the sum of the weights; nothing at all has mean NaN and
 * sum 0, as in PyTorch.
 *
 * @example
 * ```ts
 * import { reduce } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * reduce(tf.tensor1d([1, 6]), 'mean', () => 2); // => 3.5
 * ```
 */
export function reduce(values: tf.Tensor, reduction: Reduction, total: () => tf.Tensor | number): tf.Tensor {
  switch (reduction) {
    case 'none':
      return values;
    case 'sum':
      return sumAll(values);
    case 'mean':
      return tf.div(sumAll(values), total());
  }
}

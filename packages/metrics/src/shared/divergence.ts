import type { Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** The option `logProb` of divergences, as an entry of a zod object. */
export const logProbShape = {
  /** Whether predictions and targets are logarithms of probabilities, of rows that sum to 1. Default: `false`. */
  logProb: z
    .boolean()
    .default(false)
    .describe('Whether predictions and targets are logarithms of probabilities, of rows that sum to 1.'),
};

/** Rows divided by their sums. */
export function normalised(rows: tf.Tensor): tf.Tensor {
  return tf.div(rows, tf.sum(rows, -1, true));
}

/** The Kullback–Leibler divergence of rows of probabilities; 0 ln 0 is 0. */
export function klDivergenceOf(p: tf.Tensor, q: tf.Tensor): tf.Tensor {
  return tf.sum(tf.where(tf.equal(p, 0), tf.zerosLike(p), tf.mul(p, tf.log(tf.div(p, q)))), -1);
}

/** Where a probability is none. */
export function isNegative({ prediction, target }: Elements): tf.Tensor {
  return tf.less(tf.minimum(prediction, target), 0);
}

import * as tf from '@tensorflow/tfjs';

/**
 * The output without its last axis where that has one entry and the target lacks it: a model with one output gives
 * `[batch, 1]`, a column of numbers is `[batch]`. Anything else is left as it is, for the loss to judge.
 */
export function alignOutput(output: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const spare = output.rank === target.rank + 1 && output.shape.at(-1) === 1;
  return spare ? tf.reshape(output, output.shape.slice(0, -1)) : output;
}

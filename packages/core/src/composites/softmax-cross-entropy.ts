import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

const composite = defineComposite<Record<never, never>>({
  name: compositeNames.softmaxCrossEntropy,
  forward([logits, target]) {
    const shifted = tf.sub(logits!, tf.max(logits!, -1, true));
    const surprise = tf.sub(tf.log(tf.sum(tf.exp(shifted), -1, true)), shifted);
    const products = tf.where(tf.equal(target!, 0), 0, tf.mul(target!, surprise));
    return { outputs: [tf.sum(products, -1)], saved: [surprise] };
  },
  backward([outputGradient], [, target], [surprise]) {
    const flow = tf.expandDims(outputGradient!, -1);
    const total = tf.sum(target!, -1, true);
    const difference = tf.sub(tf.mul(tf.exp(tf.neg(surprise!)), total), target!);
    const isIdle = tf.equal(tf.max(tf.abs(target!), -1, true), 0);
    return [tf.where(isIdle, 0, tf.mul(flow, difference)), tf.mul(flow, surprise!)];
  },
});

/**
 * The composite `softmax-cross-entropy`: of logits x and targets q, both `[…, classes]`, the values
 * `L = Σ_c q_c · (ln Σ_k e^{x_k} − x_c)` of shape `[…]`.
 *
 * Rows of q are weights: they need not sum to one. Where q is zero nothing is added, even for a logit of −∞. With
 * p = softmax(x) the gradients are `dL/dx = p · Σ_c q_c − q` and `dL/dq = −ln p`; a row of zeros gets gradient zero
 * whatever flows in and whatever its logits are.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * softmaxCrossEntropy(tf.tensor2d([[0, 0]]), tf.tensor2d([[1, 0]])); // => [0.6931472]
 * ```
 */
export function softmaxCrossEntropy(logits: tf.Tensor, target: tf.Tensor): tf.Tensor {
  return composite([logits, target], {})[0]!;
}

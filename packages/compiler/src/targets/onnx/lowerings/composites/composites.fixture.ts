import { defineComposite } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { normal, type Values } from '../../../../graph/compute.fixture.js';
import { compiled, expectSame } from '../../lowering.fixture.js';

/** A function of tensors to several of them. */
export type Outputs = (...inputs: tf.Tensor[]) => readonly tf.Tensor[];

/**
 * Expects that outputs, and the gradients of a random mixture of them with respect to all inputs, are the same by ONNX
 * Runtime as op by op on the cpu backend.
 */
export async function expectSameAll(compute: Outputs, inputs: readonly Values[], tolerance = 1e-5): Promise<void> {
  await expectSame((...given) => [...compute(...given), ...gradientsOf(compute, given)], inputs, tolerance);
}

/** The gradients of Σ output · weight with random weights. */
export function gradientsOf(compute: Outputs, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.grads((...given) =>
    tf.addN(
      compute(...given).map((output, index) => {
        const { data } = normal(90 + index, output.shape);
        return tf.sum(tf.mul(output, tf.tensor(Array.from(data), output.shape)));
      }),
    ),
  )(inputs);
}

/** The ops of ONNX that a function becomes. */
export function opsOf(compute: Outputs, inputs: readonly Values[]): string[] {
  return compiled((...given) => [...compute(...given)], inputs).model.nodes.map(({ op }) => op);
}

/** The composite `softmax-cross-entropy` as `@lml/losses` declares it. */
export const softmaxCrossEntropy = defineComposite<Record<never, never>>({
  name: 'softmax-cross-entropy',
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

/** The composite `@lml/losses/class-rows` as `@lml/losses` declares it. */
export const classRows = defineComposite<{ classes: number; ignoreIndex: number }>({
  name: '@lml/losses/class-rows',
  forward([indices], { classes, ignoreIndex }) {
    const isClass = tf.equal(tf.expandDims(indices!, -1), tf.range(0, classes, 1, 'int32'));
    const known = tf.where(tf.any(isClass, -1), 1, NaN);
    const factor = tf.where(tf.equal(indices!, ignoreIndex), 0, known);
    return { outputs: [tf.mul(tf.cast(isClass, 'float32'), tf.expandDims(factor, -1))], saved: [] };
  },
  backward: () => [undefined],
});

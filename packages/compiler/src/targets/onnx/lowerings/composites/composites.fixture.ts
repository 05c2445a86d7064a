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

import * as tf from '@tensorflow/tfjs';

import { pack } from '../composites/pack.js';
import { unpack } from '../composites/unpack.js';
import { offersComposites } from '../steps/composite.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/**
 * Applies a rule that works element by element to each of some parameters, and to what goes with it under the same name: its gradient,
 * its slots. An engine that compiles applies it once, to vectors in which all of them stand one after the other.
 *
 * @param operands - Tensors of the shapes of the parameters, by parameter; each has the names of the first.
 * @param rule - Given a tensor of each, it gives new ones, in any order of its own.
 * @returns What the rule gives, by parameter.
 *
 * @example
 * ```ts
 * import { elementwise } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const parameters = { kernel: tf.tensor1d([1, 2]), bias: tf.scalar(3) };
 * const gradients = { kernel: tf.tensor1d([4, 6]), bias: tf.scalar(8) };
 * const [moved] = elementwise([parameters, gradients], (value, gradient) => [tf.sub(value, tf.mul(0.5, gradient))]);
 * moved.kernel; // => [-1, -1]
 * ```
 */
export function elementwise<Results extends readonly tf.Tensor[]>(
  operands: readonly [Tensors, ...Tensors[]],
  rule: (...operands: tf.Tensor[]) => readonly [...Results],
): { [Index in keyof Results]: Tensors } {
  const names = Object.keys(operands[0]);
  const apply = (given: readonly tf.Tensor[]): readonly tf.Tensor[] =>
    // Frees what is in between, which the step would hold for all weights to its end.
    tf.tidy(() => [...rule(...given)]);
  // Joining and cutting costs eager kernels more than it saves; an engine that compiles keeps all of it joined.
  const results =
    offersComposites() && names.length > 1
      ? joined(names, operands, apply)
      : names.map((name) => apply(operands.map((tensors) => tensors[name]!)));
  const count = results[0]?.length ?? 0;
  const byName = Array.from({ length: count }, (_, index) =>
    Object.fromEntries(names.map((name, at) => [name, results[at]![index]!])),
  );
  return byName as readonly Tensors[] as { [Index in keyof Results]: Tensors };
}

/** What the rule gives for each parameter, from one application to vectors of all. */
function joined(
  names: readonly string[],
  operands: readonly Tensors[],
  apply: (given: readonly tf.Tensor[]) => readonly tf.Tensor[],
): tf.Tensor[][] {
  const group = names.join(' ');
  const shapes = names.map((name) => operands[0]![name]!.shape);
  return tf.tidy(() => {
    const vectors = operands.map((tensors) =>
      pack(
        names.map((name) => tensors[name]!),
        group,
      ),
    );
    const parts = apply(vectors).map((vector) => unpack(vector, group, shapes));
    return names.map((_, at) => parts.map((part) => part[at]!));
  });
}

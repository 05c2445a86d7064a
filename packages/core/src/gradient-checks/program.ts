import * as tf from '@tensorflow/tfjs';

import { ndArray, sizeOf, type NdArray } from '../data/nd-array.js';
import { RandomStreams } from '../random/random-streams.js';
import { valueAndGradients } from '../tensorflow/gradients.js';

/** A function of tensors to a list of tensors at a point. */
export interface Program {
  readonly inputs: readonly NdArray[];
  readonly fixed?: readonly number[] | undefined;
  compute(...inputs: tf.Tensor[]): tf.Tensor[];
}

/** The places of the inputs that gradients are taken of. */
export function differentiable({ inputs, fixed = [] }: Program): number[] {
  return [...inputs.keys()].filter((at) => inputs[at]!.dtype === 'float32' && !fixed.includes(at));
}

/** Weights of between 0.5 and 1.5 of both signs, for a sum over all outputs. */
export function weightsFor(shapes: readonly (readonly number[])[]): NdArray[] {
  const random = new RandomStreams(77);
  return shapes.map((shape, index) => {
    const noise = random.uniform(`weights ${index}`, 0, sizeOf(shape));
    return ndArray(
      Float32Array.from(noise, (value) => (value < 0.5 ? value - 1.5 : value)),
      { shape: [...shape] },
    );
  });
}

/** Σ weight · output, over all outputs; without weights their sum. */
function mixture(outputs: readonly tf.Tensor[], weights: readonly NdArray[] | undefined): tf.Scalar {
  const sums = outputs.map((output, index) => {
    if (weights === undefined) return tf.sum<tf.Scalar>(output);
    const { data, shape } = weights[index]!;
    return tf.sum<tf.Scalar>(tf.mul(output, tf.tensor(Float32Array.from(data as Float32Array), [...shape])));
  });
  return sums.length === 1 ? sums[0]! : tf.addN(sums);
}

/** The mixture of a program's outputs, and its gradients. */
export function differentiate(
  program: Program,
  inputs: readonly tf.Tensor[],
  weights?: readonly NdArray[],
): ReturnType<typeof valueAndGradients> {
  return valueAndGradients(
    () => mixture(program.compute(...inputs), weights),
    differentiable(program).map((at) => inputs[at]!),
  );
}

/** The gradients of the mixture of a program's outputs, as a program. */
export function gradientsOf(program: Program, weights: readonly NdArray[]): Program {
  return { ...program, compute: (...inputs) => differentiate(program, inputs, weights).gradients };
}

import * as tf from '@tensorflow/tfjs';

import { RandomStreams, sizeOf, valueAndGradients } from '../../index.js';

/** A function of tensors, and what it is tried on. */
export interface GradientCase {
  readonly name: string;
  readonly compute: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** A shape for normally distributed values, or the values. */
  readonly inputs: readonly (readonly number[] | tf.TensorLike)[];
}

type Compute = (inputs: readonly tf.Tensor[]) => tf.Tensor;

/** Numbers of a size between 0.3 and 2, so that neither a kink at zero nor a fast change is near. */
function valuesOf(shape: readonly number[], seed: number): tf.Tensor {
  const noise = new RandomStreams(seed).uniform('values', 0, sizeOf(shape) * 2);
  const data = Float32Array.from(
    { length: sizeOf(shape) },
    (_, at) => (0.3 + 1.7 * noise[2 * at]!) * (noise[2 * at + 1]! < 0.5 ? -1 : 1),
  );
  return tf.tensor(data, [...shape]);
}

/** The sum of a result's values times fixed weights, added up in float64. */
async function weighted(compute: Compute, inputs: readonly tf.Tensor[], weights: Float32Array): Promise<number> {
  const result = tf.tidy(() => compute(inputs));
  const data = Float32Array.from(await result.data());
  result.dispose();
  return data.reduce((sum, value, at) => sum + value * weights[at]!, 0);
}

/** Slopes by differences of four values, whose error falls with the fourth power of the step. */
async function slopes(
  compute: Compute,
  inputs: readonly tf.Tensor[],
  of: number,
  weights: Float32Array,
  step: number,
): Promise<number[]> {
  const data = Float32Array.from(await inputs[of]!.data());
  const found: number[] = [];
  for (const at of data.keys()) {
    const moved = async (by: number): Promise<number> => {
      const changed = data.slice();
      changed[at]! += by;
      const input = tf.tensor(changed, inputs[of]!.shape);
      const sum = await weighted(compute, inputs.with(of, input), weights);
      input.dispose();
      return sum;
    };
    const near = (await moved(step)) - (await moved(-step));
    const far = (await moved(2 * step)) - (await moved(-2 * step));
    found.push((8 * near - far) / (12 * step));
  }
  return found;
}

/** Where a gradient differs from that by differences by more than a thousandth; undefined where it does not. */
async function difference(compute: Compute, inputs: readonly tf.Tensor[], step = 0.02): Promise<string | undefined> {
  const result = tf.tidy(() => compute(inputs));
  const weights = Float32Array.from(await valuesOf(result.shape, 77).data());
  const { shape } = result;
  result.dispose();
  const { value, gradients } = valueAndGradients(
    () => tf.sum(tf.mul(compute(inputs), tf.tensor(weights, shape))),
    inputs,
  );
  value.dispose();
  for (const [of, gradient] of gradients.entries()) {
    if (gradient.shape.join() !== inputs[of]!.shape.join()) return `input ${of}: shape [${gradient.shape.join()}]`;
    const [own, right] = [await gradient.data(), await slopes(compute, inputs, of, weights, step)];
    const size = Math.max(1, ...right.map(Math.abs));
    const wrong = right.findIndex((value, at) => !(Math.abs(value - own[at]!) <= 2e-3 * size));
    if (wrong >= 0) return `input ${of}, value ${wrong}: ${own[wrong]}, by differences ${right[wrong]}`;
  }
  tf.dispose(gradients);
  return undefined;
}

/** The gradients of a function, each times fixed weights, as one vector. */
export const gradientOf =
  (compute: Compute): Compute =>
  (inputs) => {
    const dy = valuesOf(compute(inputs).shape, 78);
    const { gradients } = valueAndGradients(() => tf.sum(tf.mul(compute(inputs), dy)), inputs);
    return tf.concat(gradients.map((gradient) => tf.reshape(gradient, [-1])));
  };

/** The inputs of a case. */
export function inputsOf({ inputs }: GradientCase): tf.Tensor[] {
  return inputs.map((input, index) => (isShape(input) ? valuesOf(input, index + 1) : tf.tensor(input)));
}

/** A shape is a list of whole numbers; values are lists of lists, or have fractions. */
function isShape(input: readonly number[] | tf.TensorLike): input is readonly number[] {
  return Array.isArray(input) && input.every(Number.isInteger);
}

/** Where the first or the second derivative of a case differs from differences; undefined where neither does. */
export async function checkGradient(of: GradientCase, order: 1 | 2): Promise<string | undefined> {
  const { compute } = of;
  const tensors = inputsOf(of);
  const own: Compute = (given) => compute(...given);
  const found = await difference(order === 1 ? own : gradientOf(own), tensors);
  tf.dispose(tensors);
  return found;
}

import * as tf from '@tensorflow/tfjs';

import { RandomStreams } from '../random/random-streams.js';

/** A function of tensors to tensors. */
export type Outputs = (...inputs: tf.Tensor[]) => readonly tf.Tensor[];

/** Numbers with a shape. */
export interface Values {
  readonly shape: number[];
  readonly data: ArrayLike<number>;
}

/** Normally distributed numbers; equal for an equal seed. */
export function normal(seed: number, shape: readonly number[], mean = 0, deviation = 1): Values {
  const data = new RandomStreams(seed).normal('values', 0, tf.util.sizeFromShape([...shape]));
  return { shape: [...shape], data: Array.from(data, (value) => mean + deviation * value) };
}

/** A float32 tensor of numbers. */
export function tensor({ shape, data }: Values): tf.Tensor {
  return tf.tensor(Float32Array.from(data), shape, 'float32');
}

/** What a function gives, and the gradients of a random mixture of it. Nothing may be left behind. */
async function valuesAndGradients(compute: Outputs, inputs: readonly Values[]): Promise<[Values[], Values[]]> {
  const before = tf.memory().numTensors;
  const [outputs, gradients] = tf.tidy<[tf.Tensor[], tf.Tensor[]]>(() => [
    [...compute(...inputs.map(tensor))],
    tf.grads((...tensors) => mixture(compute(...tensors)))(inputs.map(tensor)),
  ]);
  const read = (tensors: tf.Tensor[]): Promise<Values[]> =>
    Promise.all(tensors.map(async (each) => ({ shape: each.shape, data: await each.data() })));
  const values = [await read(outputs), await read(gradients)] as [Values[], Values[]];
  tf.dispose([outputs, gradients]);
  expect(tf.memory().numTensors).toBe(before);
  return values;
}

/** Σ output · weight with random weights. */
function mixture(outputs: readonly tf.Tensor[]): tf.Tensor {
  return tf.addN(outputs.map((output, index) => tf.sum(tf.mul(output, tensor(normal(99 + index, output.shape))))));
}

/** Expects equal numbers: `|actual − expected| ≤ tolerance · (1 + |expected|)`. */
export function expectClose(actual: readonly Values[], expected: readonly Values[], tolerance: number): void {
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  expected.forEach(({ shape, data }, which) => {
    for (let index = 0; index < data.length; index++) {
      const [a, b] = [actual[which]!.data[index]!, data[index]!];
      if (!(Math.abs(a - b) <= tolerance * (1 + Math.abs(b))))
        throw new Error(`At ${index} of [${shape.join(', ')}], number ${which}: expected ${b}, got ${a}.`);
    }
  });
}

/** Expects outputs and gradients of what TensorFlow.js makes of plain ops. */
export async function expectSame(compute: Outputs, plain: Outputs, inputs: readonly Values[]): Promise<void> {
  const [actual, gradients] = await valuesAndGradients(compute, inputs);
  const [expected, expectedGradients] = await valuesAndGradients(plain, inputs);
  expectClose(actual, expected, 1e-6);
  expectClose(gradients, expectedGradients, 1e-5);
}

/**
 * Expects that gradients equal central differences, `(f(x + h) − f(x − h)) / 2h` of `f = Σ output · weight` with random
 * weights, summed in float64: exact to about 1e-4 for functions whose third derivative is moderate.
 */
export async function expectTrueGradients(
  compute: Outputs,
  inputs: readonly Values[],
  { step = 1e-2, tolerance = 1e-3 } = {},
): Promise<void> {
  const [, gradients] = await valuesAndGradients(compute, inputs);
  const evaluate = async (values: readonly Values[]): Promise<number> => {
    const outputs = tf.tidy(() => [...compute(...values.map(tensor))]);
    let sum = 0;
    for (const [index, output] of outputs.entries()) {
      const weights = normal(99 + index, output.shape).data;
      (await output.data()).forEach((value, at) => (sum += value * weights[at]!));
    }
    tf.dispose(outputs);
    return sum;
  };
  const differences: Values[] = [];
  for (const [position, { shape, data }] of inputs.entries()) {
    const slopes = new Float64Array(data.length);
    for (let index = 0; index < data.length; index++) {
      const [low, high] = [Float32Array.from(data), Float32Array.from(data)];
      low[index]! -= step;
      high[index]! += step;
      const at = (values: Float32Array): Promise<number> => evaluate(inputs.with(position, { shape, data: values }));
      // What float32 makes of the step.
      slopes[index] = ((await at(high)) - (await at(low))) / (high[index]! - low[index]!);
    }
    differences.push({ shape, data: slopes });
  }
  expectClose(gradients, differences, tolerance);
}

import { RandomStreams, type Backend } from '@lml/core';
import { findNativeTensorflow } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { cpu, tensorflow, wasm } from '../components.js';

/** Whether the tensorflow backend can be tested here; a spec says so where it cannot. */
export const hasTensorflow = (await findNativeTensorflow()) !== undefined;

/** The backends that there are on this machine. */
export const everywhere = (): Backend[] => [cpu(), wasm(), ...(hasTensorflow ? [tensorflow()] : [])];

/** Numbers with a shape, on no backend. */
export interface Values {
  readonly shape: number[];
  readonly data: ArrayLike<number>;
}

/** Normally distributed numbers; equal for an equal seed. */
export function normal(seed: number, shape: readonly number[]): Values {
  const size = tf.util.sizeFromShape([...shape]);
  return { shape: [...shape], data: new RandomStreams(seed).normal('values', 0, size) };
}

/** The numbers 0.2 apart around `centre`, mixed: no two are so close that a small step changes their order. */
export function distinct(seed: number, shape: readonly number[], centre = 0): Values {
  const { data } = normal(seed, shape);
  const order = Array.from(data, (_, index) => index).sort((a, b) => data[a]! - data[b]!);
  const ranked = new Float32Array(order.length);
  order.forEach((index, rank) => (ranked[index] = centre + 0.2 * (rank - order.length / 2) + 0.1));
  return { shape: [...shape], data: ranked };
}

/** A float32 tensor of numbers. */
export function tensor({ shape, data }: Values): tf.Tensor {
  return tf.tensor(Float32Array.from(data), shape, 'float32');
}

/** What `compute` gives on a backend. Nothing may be left behind. */
export async function on(backend: Backend, compute: () => tf.Tensor[]): Promise<Values[]> {
  await backend.start();
  const before = tf.memory();
  const tensors = tf.tidy(compute);
  const values = await Promise.all(tensors.map(async (each) => ({ shape: each.shape, data: await each.data() })));
  tf.dispose(tensors);
  const after = tf.memory();
  expect([after.numTensors, after.numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
  return values;
}

/** Expects equal numbers: `|actual − expected| ≤ tolerance · (1 + |expected|)`. */
export function expectClose(actual: Values, expected: Values, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape);
  for (let index = 0; index < expected.data.length; index++) {
    const [a, b] = [actual.data[index]!, expected.data[index]!];
    if (!(Math.abs(a - b) <= tolerance * (1 + Math.abs(b))) && !Object.is(a, b)) {
      throw new Error(`At ${index} of [${expected.shape.join(', ')}]: expected ${b}, got ${a}.`);
    }
  }
}

/** Expects that `compute` gives the same on each backend as on cpu. */
export async function expectAgreement(compute: () => tf.Tensor[], tolerance = 1e-4): Promise<void> {
  const [first, ...others] = everywhere();
  const expected = await on(first!, compute);
  for (const backend of others) {
    const actual = await on(backend, compute);
    expect(actual.length).toBe(expected.length);
    actual.forEach((values, index) => expectClose(values, expected[index]!, tolerance));
  }
}

/** Expects that a function and its gradients with respect to all inputs are the same on each backend as on cpu. */
export async function expectAgreementOfGradients(
  compute: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly Values[],
  seed: number,
): Promise<void> {
  await expectAgreement(() => {
    const tensors = inputs.map(tensor);
    const output = compute(...tensors);
    return [output, ...tf.grads(compute)(tensors, tensor(normal(seed, output.shape)))];
  });
}

/** Expects these numbers, and if given this shape, on each of the backends. */
export async function expectValues(
  backends: readonly Backend[],
  compute: () => tf.Tensor,
  data: readonly number[],
  shape?: readonly number[],
): Promise<void> {
  for (const backend of backends) {
    const [actual] = await on(backend, () => [compute()]);
    expectClose(actual!, { shape: [...(shape ?? actual!.shape)], data }, 1e-6);
    expect(actual!.data.length).toBe(data.length);
  }
}

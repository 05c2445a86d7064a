import { RandomStreams } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { GraphDType } from './graph.js';

/** Numbers with a shape and a type. */
export interface Values {
  readonly shape: readonly number[];
  readonly dtype?: GraphDType;
  readonly data: ArrayLike<number>;
}

/** Normally distributed numbers; equal for an equal seed. */
export function normal(seed: number, shape: readonly number[]): Values {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, data: new RandomStreams(seed).normal('values', 0, size) };
}

/** Whole numbers from 0 to `high` exclusive. */
export function integers(seed: number, shape: readonly number[], high: number): Values {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, dtype: 'int32', data: new RandomStreams(seed).integers('values', 0, size, high) };
}

/** A function of tensors. */
export type Compute = (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];

/** A tensor of the current backend. */
export function tensorOf({ shape, dtype = 'float32', data }: Values): tf.Tensor {
  return tf.tensor(Array.from(data), [...shape], dtype);
}

/** What a function gives op by op on the cpu backend. */
export async function eagerly(compute: Compute, inputs: readonly Values[]): Promise<Values[]> {
  await tf.setBackend('cpu');
  const tensors = tf.tidy(() => [compute(...inputs.map(tensorOf))].flat());
  const values = await Promise.all(
    tensors.map(async (each) => ({ shape: each.shape, dtype: each.dtype as GraphDType, data: await each.data() })),
  );
  tf.dispose(tensors);
  return values;
}

/** Expects equal numbers, types and shapes: `|actual − expected| ≤ tolerance · (1 + |expected|)`. */
export function expectClose(actual: Values, expected: Values, tolerance = 1e-5, where = ''): void {
  expect([actual.shape, actual.dtype, where]).toEqual([expected.shape, expected.dtype, where]);
  for (let index = 0; index < expected.data.length; index++) {
    const [a, b] = [actual.data[index]!, expected.data[index]!];
    if (!(Math.abs(a - b) <= tolerance * (1 + Math.abs(b))) && !Object.is(a, b)) {
      throw new Error(`${where} at ${index} of [${expected.shape.join(', ')}]: expected ${b}, got ${a}.`);
    }
  }
}

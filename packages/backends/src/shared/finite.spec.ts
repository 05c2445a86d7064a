import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { wasm } from '../components.js';
import { areFinite, hasFiniteSum, markFinite } from './finite.js';

/** More than two blocks of averages, and some numbers more. */
const SIZE = 20_000;

/** Whether a tensor with one number at a place, and ones elsewhere, is found to be finite. */
async function isFound(value: number, place: number): Promise<boolean> {
  await wasm().start();
  const numbers = new Float32Array(SIZE).fill(1);
  numbers[place] = value;
  const tensor = tf.tensor1d(numbers);
  const before = tf.memory().numDataBuffers;
  const result = areFinite(tf.backend() as BackendWasm, tensor);
  expect(tf.memory().numDataBuffers).toBe(before);
  tensor.dispose();
  return result;
}

describe('areFinite', () => {
  it.each([0, 127, 8191, 8192, 16_383, 16_384, 19_999])('finds what is not finite at place %d', async (place) => {
    expect(await isFound(NaN, place)).toBe(false);
    expect(await isFound(Infinity, place)).toBe(false);
    expect(await isFound(-Infinity, place)).toBe(false);
    expect(await isFound(-7, place)).toBe(true);
  });

  it('looks at no whole numbers, and at nothing that is known to be finite', async () => {
    await wasm().start();
    const backend = tf.backend() as BackendWasm;
    const [whole, known, other] = [tf.tensor1d([1], 'int32'), tf.tensor1d([Infinity]), tf.tensor1d([Infinity])];
    markFinite(known);
    expect(areFinite(backend, whole, known, null, undefined)).toBe(true);
    expect(areFinite(backend, whole, known, other)).toBe(false);
    tf.dispose([whole, known, other]);
  });
});

describe('hasFiniteSum', () => {
  it('finds infinite numbers of both signs, and takes large ones for what they are', () => {
    expect(hasFiniteSum(Float32Array.of(Infinity, -Infinity))).toBe(false);
    expect(hasFiniteSum(Float32Array.of(3e38, 3e38))).toBe(true);
    expect(hasFiniteSum(new Float32Array())).toBe(true);
  });
});

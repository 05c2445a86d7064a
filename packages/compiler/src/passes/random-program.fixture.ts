import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import type { Compute } from '../graph/compute.fixture.js';

type Op = (a: tf.Tensor, b: tf.Tensor, number: number) => tf.Tensor;

const BINARY = [tf.add, tf.sub, tf.mul, tf.div];
const REDUCTIONS = [tf.sum, tf.mean, tf.max, tf.min];

/** Ops about which passes have something to say, of two tensors and a small number. */
const OPS: Readonly<Record<string, Op>> = {
  abs: (a) => tf.abs(a),
  addNegative: (a, b) => tf.add(a, tf.neg(b)),
  addZero: (a) => tf.add(a, tf.zerosLike(a)),
  binary: (a, b, number) => BINARY[number % BINARY.length]!(a, b),
  concat: (a, b) => tf.concat([tf.reshape(a, [-1]), tf.reshape(b, [-1])]),
  constants: (a) => tf.mul(a, tf.mean(tf.mul(tf.tensor1d([1, 2, 3]), tf.range(0, 3)))),
  expand: (a, _, number) => tf.expandDims(a, number % (a.rank + 1)),
  factors: (a, _, number) => tf.div(tf.mul(tf.mul(a, number), 0.3), 4),
  flatten: (a) => tf.reshape(a, [-1]),
  matMul: (a, _, number) => {
    const b = a.rank < 2 ? tf.reshape(a, [1, -1]) : a;
    return number % 2 === 0 ? tf.matMul(b, swapped(b)) : tf.matMul(b, b, true);
  },
  one: (a) => tf.mul(tf.div(a, 1), tf.onesLike(a)),
  pad: (a, _, number) =>
    tf.pad(
      a,
      a.shape.map((_size, axis): [number, number] => [axis === 0 ? number % 2 : 0, 0]),
    ),
  reduce: (a, _, number) => REDUCTIONS[number % 4]!(a, number % a.rank, number % 3 === 0),
  relu: (a) => tf.relu(a),
  repeat: (a, _, number) =>
    tf.tile(
      a,
      a.shape.map((size) => (size === 1 ? 1 + (number % 3) : 1)),
    ),
  reverse: (a, _, number) => tf.reverse(a, number % a.rank),
  rows: (a, b) => tf.add(a, b.rank === 0 ? b : tf.sum(b, -1, true)),
  select: (a, b) => tf.where(tf.less(tf.range(0, a.shape.at(-1) ?? 1), 2), a, tf.zerosLike(b)),
  slice: (a, _, number) =>
    tf.slice(
      a,
      a.shape.map((size) => Math.min(size - 1, number % 2)),
    ),
  squeeze: (a) => tf.squeeze(a),
  stack: (a, b) => tf.stack([a, tf.reshape(tf.tile(tf.reshape(b, [-1]), [a.size]).slice([0], [a.size]), a.shape)]),
  tanh: (a) => tf.tanh(a),
  tile: (a, _, number) =>
    tf.tile(
      a,
      a.shape.map((_size, axis) => (axis === number % a.rank ? 2 : 1)),
    ),
  transpose: (a, _, number) =>
    tf.transpose(
      a,
      a.shape.map((_size, axis) => (axis + number) % a.rank),
    ),
};

/** Ops of which TensorFlow.js has no gradient, or a wrong one for inputs that broadcast. */
const WITHOUT_GRADIENT: Readonly<Record<string, Op>> = {
  cast: (a) => tf.cast(tf.mul(tf.cast(tf.greater(a, 0.5), 'int32'), tf.scalar(2, 'int32')), 'float32'),
  larger: (a, b, number) => (number % 2 === 0 ? tf.maximum(a, b) : tf.squaredDifference(a, b)),
  choose: (a, b) => tf.where(tf.greater(a, b), a, tf.zerosLike(b)),
};

const ALL: Readonly<Record<string, Op>> = { ...OPS, ...WITHOUT_GRADIENT };

function swapped(a: tf.Tensor): tf.Tensor {
  const axes = [...a.shape.keys()];
  return tf.transpose(a, [...axes.slice(0, -2), a.rank - 1, a.rank - 2]);
}

/** Ops of two tensors that must broadcast. */
const BROADCASTING = new Set(['addNegative', 'binary', 'choose', 'larger', 'rows', 'select']);

/** Ops that need an axis to work along. */
const ALONG_AXES = new Set(['pad', 'reduce', 'repeat', 'reverse', 'select', 'slice', 'tile', 'transpose']);

function fits(op: string, a: tf.Tensor, b: tf.Tensor): boolean {
  if (ALONG_AXES.has(op) && a.rank === 0) return false;
  if (!BROADCASTING.has(op)) return true;
  return (
    a.shape.length >= b.shape.length &&
    b.shape.every((size, axis) => [1, a.shape[axis + a.rank - b.rank]].includes(size))
  );
}

/** One op, on the values that were made last but so many. */
export interface Instruction {
  readonly op: string;
  readonly operands: readonly [number, number];
  readonly number: number;
}

/** A function that runs instructions one after the other and gives what each makes; what does not fit is left out. */
export function program(instructions: readonly Instruction[]): Compute {
  return (...inputs) => {
    const made = [...inputs];
    for (const { op, operands, number } of instructions) {
      const [a, b] = operands.map((back) => made.at(-1 - (back % made.length))!) as [tf.Tensor, tf.Tensor];
      if (!fits(op, a, b)) continue;
      const value = ALL[op]!(a, b, number);
      if (value.size <= 200 && value.size > 0 && value.rank <= 4) made.push(value);
    }
    return [...made.slice(inputs.length), tf.abs(made.at(-1)!)];
  };
}

/** Programs of a few instructions, all of which have gradients if need be. */
export function programs({ differentiable }: { differentiable: boolean }): fc.Arbitrary<Instruction[]> {
  const instruction = fc.record({
    op: fc.constantFrom(...Object.keys(differentiable ? OPS : ALL)),
    operands: fc.tuple(fc.nat(3), fc.nat(3)),
    number: fc.nat(9),
  });
  return fc.array(instruction, { minLength: 1, maxLength: 12 });
}

/** Shapes of two inputs, most of which broadcast. */
export const inputShapes: fc.Arbitrary<number[][]> = fc.constantFrom(
  [[2, 3], [3]],
  [
    [1, 3],
    [2, 1],
  ],
  [
    [2, 1, 3],
    [1, 3],
  ],
  [[], [4]],
  [
    [2, 2],
    [2, 2],
  ],
  [[4], [3]],
);

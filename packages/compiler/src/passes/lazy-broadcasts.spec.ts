import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal } from '../graph/compute.fixture.js';
import { arithmetic } from './arithmetic.js';
import { simplified, special } from './graph.fixture.js';
import { lazyBroadcasts } from './lazy-broadcasts.js';
import { reshapes } from './reshapes.js';

const rules = [lazyBroadcasts, reshapes, arithmetic];
const row = normal(1, [1, 3]);
const whole = normal(2, [4, 3]);

describe('lazy broadcasts', () => {
  it('leave repetition to the node that needs the value', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.mul(tf.mul(a, tf.ones([4, 3])), b);
    expect(await simplified(compute, [row, whole], rules)).toEqual([
      '%2: float32[4,3] = Multiply(a=%0, b=%1)',
      'output all.0 <- %2',
    ]);
  });

  it('repeat where all places are needed', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.matMul(tf.mul(a, tf.tensor(new Array(12).fill(2), [4, 3])), b, false, true);
    expect(await simplified(compute, [row, whole], rules)).toEqual([
      '%2: float32[1,3] = Multiply(a=%0, b=float32[](2))',
      '%3: float32[4,3] = broadcast(x=%2) { shape: [4,3] }',
      '%4: float32[4,4] = BatchMatMul(a=%3, b=%1) { transposeA: false, transposeB: true }',
      'output all.0 <- %4',
    ]);
  });

  it('compute on what is small, and repeat only at the end', async () => {
    const compute = (a: tf.Tensor): tf.Tensor => tf.cast(tf.exp(tf.div(tf.tile(a, [4, 1]), 3)), 'int32');
    expect(await simplified(compute, [row], rules)).toEqual([
      '%1: float32[1,3] = RealDiv(a=%0, b=float32[](3))',
      '%2: float32[1,3] = Exp(x=%1)',
      '%3: int32[1,3] = Cast(x=%2) { dtype: "int32" }',
      '%4: int32[4,3] = broadcast(x=%3) { shape: [4,3] }',
      'output all.0 <- %4',
    ]);
  });

  it('combine repetitions along different axes as far as they go', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.add(tf.tile(tf.reshape(a, [1, 1, 3]), [2, 4, 1]), tf.tile(tf.reshape(b, [1, 4, 1]), [2, 1, 3]));
    expect(await simplified(compute, [normal(1, [3]), normal(2, [4])], rules)).toEqual([
      '%2: float32[1,1,3] = Reshape(x=%0) { shape: [1,1,3] }',
      '%3: float32[1,4,1] = Reshape(x=%1) { shape: [1,4,1] }',
      '%4: float32[1,4,3] = Add(a=%2, b=%3)',
      '%5: float32[2,4,3] = broadcast(x=%4) { shape: [2,4,3] }',
      'output all.0 <- %5',
    ]);
  });

  it('still tile along axes that have several places', async () => {
    const compute = (a: tf.Tensor): tf.Tensor => tf.tile(a, [2, 2]);
    expect(await simplified(compute, [row], rules)).toEqual([
      '%1: float32[1,6] = Tile(x=%0) { reps: [1,2] }',
      '%2: float32[2,6] = broadcast(x=%1) { shape: [2,6] }',
      'output all.0 <- %2',
    ]);
    expect(await simplified(compute, [whole], rules)).toEqual([
      '%1: float32[8,6] = Tile(x=%0) { reps: [2,2] }',
      'output all.0 <- %1',
    ]);
  });

  it('sum equal places by their number, and take their mean and maximum without looking', async () => {
    const compute = (a: tf.Tensor): tf.Tensor[] => {
      const b = tf.tile(a, [4, 1]);
      return [tf.sum(b, 0), tf.mean(b, 0, true), tf.max(b), tf.sum(b, 1)];
    };
    expect(await simplified(compute, [row], rules, 1e-6)).toEqual([
      '%1: float32[1,3] = Sum(x=%0) { axis: 0, keepDims: true }',
      '%2: float32[1,3] = Multiply(a=%1, b=float32[](4))',
      '%3: float32[3] = Reshape(x=%2) { shape: [3] }',
      '%4: float32[1,3] = Mean(x=%0) { axis: 0, keepDims: true }',
      '%5: float32[1,1] = Max(x=%0) { keepDims: true }',
      '%6: float32[] = Reshape(x=%5) { shape: [] }',
      '%7: float32[1,1] = Sum(x=%0) { axis: 1, keepDims: true }',
      '%8: float32[] = Reshape(x=%7) { shape: [] }',
      '%9: float32[4] = broadcast(x=%8) { shape: [4] }',
      'output all.0 <- %3',
      'output all.1 <- %4',
      'output all.2 <- %6',
      'output all.3 <- %9',
    ]);
  });

  it('choose by a condition that is repeated along axes, but not along new ones', async () => {
    const choose = (condition: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.where(tf.tile(tf.greater(condition, 0), [4, 1]), b, tf.neg(b));
    expect((await simplified(choose, [row, whole], rules)).at(-2)).toMatch(/Select\(condition=%\d, t=%1, e=%\d\)/);
    expect(await simplified(choose, [row, whole], rules)).toHaveLength(4);
  });

  it('keep NaN and infinities where they were', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor[] => {
      const c = tf.mul(a, tf.ones([3, 10]));
      return [tf.add(c, b), tf.sum(c, 0), tf.max(c, 1), tf.relu(c)];
    };
    await simplified(compute, [special([1, 10]), special([3, 10])], rules);
  });

  it('give the same numbers for any shapes, moved about in any way', async () => {
    const size = fc.integer({ min: 1, max: 3 });
    const cases = fc.record({
      sizes: fc.tuple(size, size, size),
      ones: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      dropped: fc.integer({ min: 0, max: 3 }),
      axis: fc.integer({ min: 0, max: 2 }),
      keepDims: fc.boolean(),
      permutation: fc.constantFrom<number[]>([0, 1, 2], [2, 0, 1], [1, 0, 2], [2, 1, 0]),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ sizes, ones, dropped, axis, keepDims, permutation }) => {
        const shape = sizes.map((each, index) => (ones[index] ? 1 : each)).slice(dropped);
        const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor[] => {
          const c = tf.mul(a, tf.ones(sizes));
          return [
            tf.sum(c, axis, keepDims),
            tf.mean(c, axis, keepDims),
            tf.transpose(c, permutation),
            tf.expandDims(c, axis),
            tf.squeeze(c),
            tf.reshape(c, [-1]),
            tf.sub(tf.square(c), b),
            tf.maximum(tf.transpose(c, permutation), tf.transpose(b, permutation)),
          ];
        };
        await simplified(compute, [normal(1, shape), normal(2, sizes)], rules, 1e-6);
      }),
    );
  });
});

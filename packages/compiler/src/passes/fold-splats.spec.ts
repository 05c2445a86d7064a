import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { eagerly, expectClose } from '../graph/compute.fixture.js';
import { foldSplats } from './fold-splats.js';
import { applied, dataOf, runGraph, textOf, traced } from './graph.fixture.js';

const after = (compute: () => tf.Tensor | tf.Tensor[]) => applied(traced(compute, []), [foldSplats]);

describe('folding constants of one number', () => {
  it('computes one place for all, however many there are', () => {
    const graph = after(() => tf.exp(tf.mul(tf.add(tf.ones([500, 400]), 1), tf.zeros([500, 400]))));
    expect(textOf(graph)).toEqual(['output all.0 <- float32[500,400](1)']);
    expect(dataOf(graph.outputs[0]!.value)).toHaveLength(1);
  });

  it('moves, cuts and joins them', () => {
    const compute = (): tf.Tensor[] => {
      const a = tf.fill([6, 4], 3);
      const parts = [
        tf.reshape(a, [4, 6]),
        tf.transpose(a),
        tf.slice(a, [1, 0], [2, 2]),
        tf.tile(a, [2, 1]),
        tf.concat([a, tf.fill([1, 4], 3)]),
        tf.stack([a, a]),
        tf.pad(
          a,
          [
            [1, 1],
            [0, 0],
          ],
          3,
        ),
        tf.reverse(a),
        tf.expandDims(a),
        ...tf.unstack(tf.fill([2, 3], 3)),
      ];
      return parts;
    };
    const graph = after(compute);
    expect(graph.nodes).toEqual([]);
    for (const { value } of graph.outputs) expect(dataOf(value)).toEqual(Float32Array.of(3));
  });

  it('leaves those in which places would differ', () => {
    const ops = after(() => [
      tf.concat([tf.ones([2]), tf.zeros([2])]),
      tf.pad(tf.ones([2]), [[1, 1]]),
      tf.concat([tf.zeros([2]), tf.neg(tf.zeros([2]))]),
    ]).nodes.map(({ op }) => op);
    expect(ops).toEqual(['Concat', 'PadV2', 'Concat']);
  });

  it('takes zeros and ones like another tensor from its shape', async () => {
    const graph = applied(
      traced((x) => [tf.zerosLike(x), tf.onesLike(tf.exp(x))], [{ shape: [2], data: [1, NaN] }]),
      [foldSplats],
    );
    expect(textOf(graph)).toEqual(['output all.0 <- float32[2](0)', 'output all.1 <- float32[2](1)']);
  });

  it('reduces them as the kernels do', async () => {
    const reductions = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, prod: tf.prod };
    const value = fc.constantFrom(0, 1, -2, 0.1, 1e20, NaN, Infinity, -Infinity);
    const cases = fc.record({
      name: fc.constantFrom(...(Object.keys(reductions) as (keyof typeof reductions)[])),
      dtype: fc.constantFrom('float32' as const, 'int32' as const),
      shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      keepDims: fc.boolean(),
      value,
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ name, dtype, shape, keepDims, value: number }) => {
        const own = dtype === 'int32' ? Math.trunc(Number.isFinite(number) ? number % 100 : 3) : number;
        const compute = (): tf.Tensor => reductions[name](tf.fill(shape, own, dtype), [0], keepDims);
        const graph = after(compute);
        expect(graph.nodes).toEqual([]);
        expectClose(runGraph(graph, [])[0]!, (await eagerly(compute, []))[0]!);
      }),
    );
  });

  it('does not reduce what has no places', () => {
    expect(after(() => tf.max(tf.fill([2, 0], 1), 1)).nodes.map(({ op }) => op)).toEqual(['Max']);
  });

  it('keeps truth values truth values', () => {
    expect(textOf(after(() => [tf.any(tf.fill([3], 1, 'bool')), tf.greater(tf.ones([2]), 0)]))).toEqual([
      'output all.0 <- bool[](1)',
      'output all.1 <- bool[2](1)',
    ]);
  });
});

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { eagerly, integers, normal, type Values } from '../../../graph/compute.fixture.js';
import { compiled, expectSame, expectSameGradients, onOnnx } from '../lowering.fixture.js';

type OverAxes = (x: tf.Tensor, axes: number[], keepDims: boolean) => tf.Tensor;

const list = (...data: number[]): Values => ({ shape: [data.length], data });
const truths = (shape: readonly number[]): Values => ({ ...integers(4, shape, 2), dtype: 'bool' });

/** A shape and some of its axes, counted from either end. */
const shapeAndAxes = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 })
  .chain((shape) => fc.tuple(fc.constant(shape), fc.subarray(shape.map((_, axis) => axis)), fc.boolean(), fc.boolean()))
  .map(([shape, axes, negative, keepDims]) => ({
    shape,
    axes: negative ? axes.map((axis) => axis - shape.length).reverse() : axes,
    keepDims,
  }));

describe('Reductions on ONNX Runtime', () => {
  it.each<[string, OverAxes, (shape: readonly number[]) => Values]>([
    ['sum', tf.sum, (shape) => normal(1, shape)],
    ['sum of whole numbers', tf.sum, (shape) => integers(1, shape, 9)],
    ['sum of truth values', tf.sum, truths],
    ['mean', tf.mean, (shape) => normal(1, shape)],
    ['mean of whole numbers', tf.mean, (shape) => integers(1, shape, 9)],
    ['product', tf.prod, (shape) => normal(1, shape)],
    ['maximum', tf.max, (shape) => normal(1, shape)],
    ['minimum of whole numbers', tf.min, (shape) => integers(1, shape, 9)],
    ['all', (x, axes, keepDims) => tf.all(x, axes, keepDims), truths],
    ['any', (x, axes, keepDims) => tf.any(x, axes, keepDims), truths],
  ])('go over any axes: %s', async (_, compute, make) => {
    await fc.assert(
      fc.asyncProperty(shapeAndAxes, async ({ shape, axes, keepDims }) => {
        await expectSame((x) => compute(x, axes, keepDims), [make(shape)]);
      }),
      { numRuns: 25 },
    );
  });

  it('of nothing are 0, 1, NaN, true and false', async () => {
    const nothing: Values = { shape: [0, 3], data: [] };
    const noTruth: Values = { shape: [2, 0], dtype: 'bool', data: [] };
    await expectSame((x) => [tf.sum(x, 0), tf.prod(x, 0), tf.sum(x), tf.sum(x, 1)], [nothing]);
    const [mean] = await onOnnx((x) => [tf.mean(x, 0)], [nothing]);
    expect(Array.from(mean!.data)).toEqual([NaN, NaN, NaN]);
    const [all, any] = await onOnnx((x) => [tf.all(x, 1), tf.any(x, 1)], [noTruth]);
    expect([Array.from(all!.data), Array.from(any!.data)]).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it('of nothing are the maximum and minimum that any number replaces', async () => {
    const [largest, smallest, sum] = await onOnnx(
      (x) => [tf.max(x), tf.min(x, 0), tf.logSumExp(x, 0)],
      [{ shape: [0, 2], data: [] }],
    );
    expect([largest, smallest, sum].map((each) => Array.from(each!.data))).toEqual([
      [-Infinity],
      [Infinity, Infinity],
      [-Infinity, -Infinity],
    ]);
  });

  it('make of infinities and NaN what TensorFlow.js makes', async () => {
    await expectSame((x) => [tf.sum(x), tf.mean(x), tf.max(x), tf.min(x), tf.prod(x)], [list(1, Infinity, 3)]);
    await expectSame((x) => [tf.sum(x), tf.mean(x), tf.prod(x)], [list(1, NaN, 3, -Infinity)]);
    const rows = { shape: [3, 2], data: [1, NaN, Infinity, 2, -Infinity, 4] };
    await expectSame((x) => [tf.sum(x, 0), tf.mean(x, 0), tf.max(x, 0)], [rows]);
  });

  it('sum the first axes of floating-point numbers by one product', () => {
    const ops = (compute: (x: tf.Tensor) => tf.Tensor, values: Values): string[] =>
      compiled(compute, [values]).model.nodes.map(({ op }) => op);
    expect(ops((x) => tf.sum(x, 0, true), normal(1, [8, 3]))).toEqual(['Gemm']);
    expect(ops((x) => tf.sum(x, 0), normal(1, [8, 3]))).toEqual(['Gemm', 'Reshape']);
    expect(ops((x) => tf.mean(x, [0, 1]), normal(1, [8, 3, 2]))).toEqual(['Reshape', 'Gemm', 'Reshape']);
    expect(ops((x) => tf.sum(x, 1), normal(1, [8, 3]))).toEqual(['ReduceSum']);
    expect(ops((x) => tf.sum(x, 0), integers(1, [8, 3], 5))).toEqual(['ReduceSum']);
  });

  it('have the gradients that TensorFlow.js gives them', async () => {
    const x = normal(1, [3, 4]);
    for (const compute of [tf.sum, tf.mean, tf.max, tf.min] as OverAxes[]) {
      await expectSameGradients((a) => compute(a, [0], false), [x]);
      await expectSameGradients((a) => compute(a, [1], true), [x]);
    }
    await expectSameGradients((a) => tf.logSumExp(a, 1), [x]);
    await expectSameGradients((a) => tf.norm(a, 2, 1), [x]);
  });
});

describe('Places of values on ONNX Runtime', () => {
  it('are the first ones of equal values', async () => {
    const ties = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(ties, fc.integer({ min: -2, max: 1 }), fc.integer({ min: 1, max: 4 }), async (data, axis, k) => {
        const values = { shape: [3, 4], data };
        await expectSame((x) => [tf.argMax(x, axis), tf.argMin(x, axis)], [values]);
        await expectSame((x) => Object.values(tf.topk(x, k)), [{ ...values, dtype: 'int32' }]);
        await expectSame((x) => Object.values(tf.topk(x, k)), [values]);
      }),
      { numRuns: 25 },
    );
  });

  it('finds no largest values among no rows, where ONNX Runtime would end the process', async () => {
    for (const shape of [
      [0, 5],
      [2, 0, 3],
    ]) {
      await expectSame((x) => Object.values(tf.topk(x, 1)), [{ dtype: 'float32', shape, data: new Float32Array(0) }]);
    }
  });

  it('count NaN as the largest and infinities as such, with the others in order', async () => {
    const rows = {
      shape: [3, 5],
      data: [-2, NaN, 3, 1, 0.5, -2, 1e-8, Infinity, 1, 0.5, Infinity, -Infinity, NaN, -Infinity, 7],
    };
    const [values, indices] = await onOnnx((x) => Object.values(tf.topk(x, 3)), [rows]);
    expect(Array.from(values!.data)).toEqual([NaN, 3, 1, Infinity, 1, 0.5, NaN, Infinity, 7]);
    expect(Array.from(indices!.data)).toEqual([1, 2, 3, 2, 3, 4, 2, 0, 4]);
  });

  it('are found among truth values', async () => {
    await expectSame((x) => tf.argMax(x, 1), [truths([4, 5])]);
  });

  it('are those of the largest values in order, also where any order was allowed', async () => {
    const { indices } = await sorted(normal(1, [2, 700]));
    const values = normal(1, [2, 700]);
    const [eager] = await eagerly((x) => tf.topk(x, 5, true).indices, [values]);
    expect(Array.from(indices)).toEqual(Array.from(eager!.data));
  });
});

async function sorted(values: Values): Promise<{ indices: ArrayLike<number> }> {
  const [indices] = await onOnnx((x) => tf.topk(x, 5, false).indices, [values]);
  return { indices: indices!.data };
}

describe('Running sums and products on ONNX Runtime', () => {
  it('go along any axis, either way, with or without the place itself', async () => {
    const shape = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(2), fc.boolean(), fc.boolean(), async (sizes, place, exclusive, reverse) => {
        const axis = place % sizes.length;
        for (const values of [normal(1, sizes), integers(1, sizes, 3)]) {
          await expectSame((x) => tf.cumsum(x, axis, exclusive, reverse), [values]);
          await expectSame((x) => tf.cumprod(x, axis, exclusive, reverse), [values]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('keep zeros, signs, infinities and NaN of products', async () => {
    await expectSame((x) => tf.cumprod(x, 0), [list(-1, 2, -3, 0.5, 0, 7, 2)]);
    await expectSame((x) => tf.cumprod(x, 0, true), [list(-1, Infinity, 2, NaN, 3)]);
  });
});

describe('Softmax on ONNX Runtime', () => {
  it('is that of TensorFlow.js, with its gradient, for large numbers too', async () => {
    await expectSameGradients((x) => tf.softmax(x), [normal(1, [2, 3, 4])]);
    await expectSameGradients((x) => tf.logSoftmax(x), [normal(1, [3, 4])]);
    await expectSame((x) => tf.softmax(x), [{ shape: [2, 3], data: [1000, 999, 0, -1000, -Infinity, -1001] }]);
  });

  it('of NaN among others is NaN for a maximum or minimum, wherever it stands', async () => {
    for (let place = 0; place < 40; place++) {
      const data = Array.from({ length: 40 }, (_, index) => (index === place ? NaN : 20 - index));
      for (const shape of [[40], [5, 8], [2, 4, 5]]) {
        const [largest, smallest] = await onOnnx((x) => [tf.max(x), tf.min(x)], [{ shape, data }]);
        expect([largest!.data[0], smallest!.data[0]]).toEqual([NaN, NaN]);
      }
    }
    await expectSame(
      (x) => [tf.max(x, 1), tf.min(x, 0, true)],
      [{ shape: [2, 3], data: [1, NaN, 3, -1, 2, Infinity] }],
    );
  });

  it('of nothing has the first place, and nothing keeps its shape', async () => {
    const none = { shape: [2, 0, 3], data: [] };
    await expectSame(
      (x) => [tf.argMax(x, 1), tf.argMin(x, 0), tf.reshape(x, [0, 4]), tf.reshape(x, [2, 3, 0, 5])],
      [none],
    );
  });
});

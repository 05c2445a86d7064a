import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { expectClose, integers, normal, type Values } from '../../../graph/compute.fixture.js';
import { compiled, expectSame, onOnnx } from '../lowering.fixture.js';

const whole = (shape: readonly number[], ...data: number[]): Values => ({ shape, dtype: 'int32', data });
const table = normal(1, [5, 3]);

/** The gradient of looking rows up. */
const embedding = (weights: tf.Tensor, indices: tf.Tensor): tf.Tensor =>
  tf.grad((w) => tf.sum(tf.square(tf.gather(w, indices as tf.Tensor1D))))(weights);

describe('Lookups on ONNX Runtime', () => {
  it('find places along any axis by indices of any shape', async () => {
    const cases = fc.tuple(fc.integer({ min: -3, max: 2 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([axis, shape]) => {
        const x = normal(1, [2, 3, 4]);
        const indices = integers(2, shape, x.shape.at(axis)!);
        await expectSame((a, b) => tf.gather(a, b, axis), [x, indices]);
      }),
      { numRuns: 30 },
    );
  });

  it('find places in each row by indices of its own', async () => {
    const x = normal(1, [2, 3, 4, 2]);
    for (const [axis, batchDims] of [
      [1, 1],
      [2, 1],
      [3, 1],
      [2, 2],
      [3, 2],
    ] as const) {
      const shape = [...x.shape.slice(0, batchDims), 2, 3];
      const indices = integers(2, shape, x.shape[axis]!);
      await expectSame((a, b) => tf.gather(a, b, axis, batchDims), [x, indices]);
    }
  });

  it.each([-1, 5, 2 ** 31 - 1, -(2 ** 31)])('refuse an index that is not there: %d', async (index) => {
    const indices = whole([2], 0, index);
    await expect(onOnnx((x, i) => tf.gather(x, i as tf.Tensor1D), [table, indices])).rejects.toThrow(/ndex|ndic/);
    const rows = { ...indices, shape: [2, 1] };
    await expect(onOnnx(tf.gatherND, [table, rows])).rejects.toThrow(/ndex|ndic/);
    await expect(onOnnx((i, x) => tf.scatterND(i, x, [5, 3]), [rows, normal(2, [2, 3])])).rejects.toThrow(/ndex|ndic/);
  });

  it('trust indices that are constant', () => {
    const { model } = compiled((x) => tf.gather(x, tf.tensor1d([4, 0], 'int32')), [table]);
    expect(model.nodes.map(({ op }) => op)).toEqual(['Gather']);
  });

  it('mark a place by its index, and none for an index beyond all', async () => {
    const indices = whole([2, 4], 0, 3, -1, 4, 2, 2, -4, 100);
    await expectSame((i) => tf.oneHot(i, 4), [indices]);
    await expectSame(
      (i) => [tf.oneHot(i, 4, 0.9, 0.1, 'float32'), tf.oneHot(i, 4, 1, 0, 'bool'), tf.oneHot(i, 4, 0, 1, 'bool')],
      [indices],
    );
    await expectSame((i) => tf.oneHot(tf.reshape(i, [2, 2, 2]), 2, 3, 7), [indices]);
  });
});

describe('Scatters on ONNX Runtime', () => {
  it('add up what goes to one place', async () => {
    const rows = whole([4, 1], 1, 0, 1, 1);
    await expectSame((i, x) => tf.scatterND(i, x, [3, 2]), [rows, normal(1, [4, 2])]);
    await expectSame((i, x) => tf.scatterND(i, x, [2, 2]), [whole([3, 2], 0, 1, 1, 1, 0, 1), whole([3], 4, 5, 6)]);
  });

  it('replace rows of a tensor', async () => {
    await expectSame(
      (x, i, rows) => tf.tensorScatterUpdate(x, i, rows),
      [table, whole([2, 1], 4, 0), normal(2, [2, 3])],
    );
  });

  it('make a dense tensor of a sparse one', async () => {
    const places = whole([3, 2], 0, 1, 2, 0, 2, 2);
    await expectSame((i, x) => tf.sparseToDense(i, x, [3, 3], 0.5), [places, normal(1, [3])]);
    await expectSame((i) => tf.sparseToDense(i, tf.scalar(7, 'int32'), [3, 3], tf.scalar(-1, 'int32')), [places]);
    await expectSame((x) => tf.sparseToDense(tf.scalar(1, 'int32'), x, [3]), [{ shape: [], data: [2] }]);
  });

  it('sum rows by segment, and leave out those of none', async () => {
    const id = fc.integer({ min: -2, max: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(id, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (ids, count) => {
          const sum = (x: tf.Tensor, i: tf.Tensor): tf.Tensor => tf.unsortedSegmentSum(x, i as tf.Tensor1D, count);
          await expectSame(sum, [normal(1, [ids.length, 2, 2]), whole([ids.length], ...ids)]);
          await expectSame(sum, [normal(1, [ids.length]), whole([ids.length], ...ids)]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('sum whole numbers by segment as whole numbers, by segments of any rank', async () => {
    const sum = (x: tf.Tensor, i: tf.Tensor): tf.Tensor => tf.unsortedSegmentSum(x, i as tf.Tensor1D, 3);
    const [result] = await onOnnx(sum, [whole([2, 2], 1, 2, 3, 4), whole([2, 2], 2, 0, 2, -1)]);
    expectClose(result!, whole([3], 2, 0, 4));
  });

  it('sum the gradient of rows that were looked up, without looking at the indices again', async () => {
    const indices = whole([6], 0, 3, 3, 1, 3, 0);
    await expectSame(embedding, [table, indices]);
    const { model } = compiled(embedding, [table, indices]);
    const ops = model.nodes.map(({ op }) => op);
    expect(ops.filter((op) => op === 'ScatterND')).toHaveLength(1);
    expect(ops).not.toContain('And');
  });

  it('count whole numbers', async () => {
    const numbers = whole([8], 0, 3, 3, 1, 9, 5, 3, 0);
    await expectSame((x) => tf.bincount(x as tf.Tensor1D, [], 6), [numbers]);
    await expectSame((x, w) => tf.bincount(x as tf.Tensor1D, w as tf.Tensor1D, 4), [numbers, normal(1, [8])]);
    const rows = { ...numbers, shape: [2, 4] };
    await expectSame((x, w) => tf.denseBincount(x as tf.Tensor2D, w as tf.Tensor2D, 4), [rows, normal(1, [2, 4])]);
    await expectSame((x) => tf.denseBincount(x as tf.Tensor2D, [], 4, true), [rows]);
    // The cpu backend forgets, of a vector, that it was asked only whether a number occurs.
    const [occurs] = await onOnnx((x) => tf.denseBincount(x as tf.Tensor1D, [], 5, true), [numbers]);
    expect(Array.from(occurs!.data)).toEqual([1, 1, 0, 1, 0]);
    await expect(onOnnx((x) => tf.bincount(x as tf.Tensor1D, [], 6), [whole([2], 1, -1)])).rejects.toThrow(/ndex|ndic/);
  });

  it('find where values belong in rows that are in order', async () => {
    const rows = { shape: [2, 5], data: [1, 2, 2, 2, 5, -1, 0, 0, 3, 9] };
    const values = { shape: [2, 4], data: [2, 0, 9, 4.5, 0, -1, -2, 9] };
    await expectSame((a, b) => [tf.searchSorted(a, b), tf.searchSorted(a, b, 'right')], [rows, values]);
    await expectSame(
      (a, b) => [tf.lowerBound(a, b), tf.upperBound(a, b)],
      [
        { shape: [3], data: [1, 2, 3] },
        { shape: [2], data: [2, 4] },
      ],
    );
  });
});

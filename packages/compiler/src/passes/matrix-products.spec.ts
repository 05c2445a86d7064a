import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal } from '../graph/compute.fixture.js';
import { simplified } from './graph.fixture.js';
import { matrixProducts } from './matrix-products.js';
import { reshapes } from './reshapes.js';

const rules = [matrixProducts, reshapes];
const TOLERANCE = 1e-6;

describe('products of matrices', () => {
  it('take transposed operands as they were', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(tf.transpose(a), tf.transpose(b), false, true);
    expect(await simplified(compute, [normal(1, [3, 2]), normal(2, [3, 4])], rules, TOLERANCE)).toEqual([
      '%2: float32[2,4] = BatchMatMul(a=%0, b=%1) { transposeA: true, transposeB: false }',
      'output all.0 <- %2',
    ]);
  });

  it('do not take those of which other axes moved', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(tf.transpose(a, [1, 0, 2]), b);
    const inputs = [normal(1, [3, 2, 4]), normal(2, [2, 4, 5])];
    expect((await simplified(compute, inputs, rules, TOLERANCE))[0]).toMatch(/Transpose/);
    const swapped = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(tf.transpose(a, [0, 2, 1]), b);
    const others = [normal(1, [2, 4, 3]), normal(2, [2, 4, 5])];
    expect(await simplified(swapped, others, rules, TOLERANCE)).toHaveLength(2);
  });

  it('are of two matrices where the batch has one', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.squeeze(tf.matMul(tf.expandDims(a), tf.expandDims(b), true));
    expect(await simplified(compute, [normal(1, [3, 2]), normal(2, [3, 4])], rules, TOLERANCE)).toEqual([
      '%2: float32[2,4] = BatchMatMul(a=%0, b=%1) { transposeA: true, transposeB: false }',
      'output all.0 <- %2',
    ]);
  });

  it('are one where many matrices are multiplied by one', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(a, b);
    expect(await simplified(compute, [normal(1, [5, 3, 2]), normal(2, [1, 2, 4])], rules, TOLERANCE)).toEqual([
      '%2: float32[15,2] = Reshape(x=%0) { shape: [15,2] }',
      '%3: float32[2,4] = Reshape(x=%1) { shape: [2,4] }',
      '%4: float32[15,4] = BatchMatMul(a=%2, b=%3) { transposeA: false, transposeB: false }',
      '%5: float32[5,3,4] = Reshape(x=%4) { shape: [5,3,4] }',
      'output all.0 <- %5',
    ]);
  });

  it('keep their bias', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor): tf.Tensor => tf.fused.matMul({ a, b, bias });
    const inputs = [normal(1, [3, 2]), normal(2, [2, 4]), normal(3, [4])];
    expect((await simplified(compute, inputs, rules, TOLERANCE))[0]).toMatch(/_FusedMatMul\(a=%0, b=%1, bias=%2\)/);
  });

  it('give the same numbers for any batches and transposes', async () => {
    const size = fc.integer({ min: 1, max: 3 });
    const cases = fc.record({
      batch: fc.array(size, { maxLength: 2 }),
      single: fc.boolean(),
      sizes: fc.tuple(size, size, size),
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      movedA: fc.boolean(),
      movedB: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        cases,
        async ({ batch, single, sizes: [rows, inner, columns], transposeA, transposeB, movedA, movedB }) => {
          const [left, right] = [batch, single ? batch.map(() => 1) : batch];
          const swap = [...batch.map((_, axis) => axis), batch.length + 1, batch.length];
          const a = normal(1, [...left, ...(transposeA === movedA ? [rows, inner] : [inner, rows])]);
          const b = normal(2, [...right, ...(transposeB === movedB ? [inner, columns] : [columns, inner])]);
          const compute = (x: tf.Tensor, y: tf.Tensor): tf.Tensor =>
            tf.matMul(movedA ? tf.transpose(x, swap) : x, movedB ? tf.transpose(y, swap) : y, transposeA, transposeB);
          await simplified(compute, [a, b], rules, TOLERANCE);
        },
      ),
    );
  });
});

import { classRows } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';

import { integers, type Values } from '../../../../graph/compute.fixture.js';
import { expectSame } from '../../lowering.fixture.js';
import { opsOf } from './composites.fixture.js';

const rows =
  (classes: number, ignoreIndex: number) =>
  (indices: tf.Tensor): tf.Tensor =>
    classRows(indices, { classes, ignoreIndex });

const whole = (data: number[]): Values => ({ shape: [data.length], dtype: 'int32', data });

describe('the composite class-rows on ONNX Runtime', () => {
  it('is that op by op for indices of any shape and type', async () => {
    for (const shape of [[], [6], [2, 3], [2, 1, 3, 2]]) {
      const indices = integers(1, shape, 4);
      await expectSame(rows(4, -100), [indices], 0);
      await expectSame(rows(4, -100), [{ ...indices, dtype: 'float32' }], 0);
    }
    await expectSame(rows(2, -100), [{ shape: [2], dtype: 'bool', data: [0, 1] }], 0);
  });

  it('is zero for the index to be ignored, be it a class or not', async () => {
    const indices = [0, 1, 2, -1, -100];
    for (const ignored of [-100, -1, 1]) {
      await expectSame(rows(3, ignored), [whole(indices.filter((index) => index >= 0 || index === ignored))], 0);
    }
  });

  it('is NaN for what is no class', async () => {
    await expectSame(rows(3, -100), [whole([3, -1, 2147483647, -2147483648, 2])], 0);
    const odd = { shape: [7], data: [1.5, NaN, -0.5, 3, Infinity, -0, 2] };
    await expectSame(rows(3, -100), [odd], 0);
    await expectSame(rows(1, 0), [whole([0, 1])], 0);
  });

  it('compares the indices with all classes once', () => {
    const ops = opsOf((indices) => [rows(3, -1)(indices)], [whole([0, 1])]);
    expect(ops.filter((op) => op.startsWith('Reduce'))).toEqual([]);
  });
});

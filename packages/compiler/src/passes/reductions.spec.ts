import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal, type Values } from '../graph/compute.fixture.js';
import { simplified, special } from './graph.fixture.js';
import { reductions } from './reductions.js';
import { reshapes } from './reshapes.js';

const rules = [reductions, reshapes];
const x = normal(1, [2, 1, 4]);

describe('reductions', () => {
  it('over axes of one place only reshape', async () => {
    const compute = (a: tf.Tensor): tf.Tensor[] => [
      tf.sum(a, 1),
      tf.mean(a, [1]),
      tf.max(a, 1),
      tf.min(a, 1),
      tf.prod(a, 1),
      tf.sum(a, 1, true),
    ];
    expect(await simplified(compute, [special([2, 1, 4])], rules)).toEqual([
      '%1: float32[2,4] = Reshape(x=%0) { shape: [2,4] }',
      ...[0, 1, 2, 3, 4].map((output) => `output all.${output} <- %1`),
      'output all.5 <- %0',
    ]);
  });

  it('still change the type where they do', async () => {
    const whole: Values = { shape: [3, 1], dtype: 'int32', data: [1, 0, 5] };
    expect((await simplified((a) => tf.mean(a, 1), [whole], rules))[0]).toMatch(/^%1: float32\[3\] = Mean/);
    const truth: Values = { ...whole, dtype: 'bool', data: [1, 0, 1] };
    expect((await simplified((a) => tf.any(a, 1), [truth], rules))[0]).toMatch(/^%1: bool\[3\] = Reshape/);
  });

  it('name their axes in one way', async () => {
    const compute = (a: tf.Tensor): tf.Tensor[] => [
      tf.sum(a, -1),
      tf.sum(a, 2),
      tf.sum(a, [2]),
      tf.mean(a),
      tf.mean(a, [2, 0, 1]),
    ];
    expect(await simplified(compute, [x], rules)).toEqual([
      '%1: float32[2,1] = Sum(x=%0) { axis: [2], keepDims: false }',
      '%2: float32[] = Mean(x=%0) { axis: [0,1,2], keepDims: false }',
      ...[1, 1, 1, 2, 2].map((value, output) => `output all.${output} <- %${value}`),
    ]);
  });

  it('come before a reshape that only adds or drops axes of one place', async () => {
    const compute = (a: tf.Tensor): tf.Tensor => tf.sum(tf.reshape(a, [1, 4, 1, 3]), [0, 1]);
    expect(await simplified(compute, [normal(1, [4, 3])], rules)).toEqual([
      '%1: float32[3] = Sum(x=%0) { axis: [0], keepDims: false }',
      '%2: float32[1,3] = Reshape(x=%1) { shape: [1,3] }',
      'output all.0 <- %2',
    ]);
    const other = (a: tf.Tensor): tf.Tensor => tf.sum(tf.reshape(a, [3, 4]), 0);
    expect(await simplified(other, [normal(1, [4, 3])], rules)).toHaveLength(3);
  });

  it('give the same numbers for any shapes and axes', async () => {
    const shape = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
    const cases = fc.record({
      shape,
      places: fc.array(fc.nat(3), { maxLength: 2 }),
      axes: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
      keepDims: fc.boolean(),
      name: fc.constantFrom('sum' as const, 'mean' as const, 'max' as const, 'min' as const, 'prod' as const),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ shape: sizes, places, axes, keepDims, name }) => {
        const compute = (a: tf.Tensor): tf.Tensor => {
          const reshaped = places.reduce((value, place) => tf.expandDims(value, place % (value.rank + 1)), a);
          const own = [...new Set(axes.map((axis) => axis % reshaped.rank))];
          return tf[name](reshaped, own, keepDims);
        };
        await simplified(compute, [normal(1, sizes)], rules, 1e-6);
      }),
    );
  });
});

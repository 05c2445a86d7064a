import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal } from '../graph/compute.fixture.js';
import { simplified } from './graph.fixture.js';
import { differByOnes, reshapes } from './reshapes.js';

const x = normal(1, [2, 3, 4]);

describe('reshapes and transposes', () => {
  it('are one where several follow each other', async () => {
    const compute = (a: tf.Tensor): tf.Tensor => tf.expandDims(tf.reshape(tf.expandDims(a, 1), [6, -1]), -1);
    expect(await simplified(compute, [x], [reshapes])).toEqual([
      '%1: float32[6,4,1] = Reshape(x=%0) { shape: [6,4,1] }',
      'output all.0 <- %1',
    ]);
    const twice = (a: tf.Tensor): tf.Tensor => tf.transpose(tf.transpose(a, [2, 0, 1]), [0, 2, 1]);
    expect(await simplified(twice, [x], [reshapes])).toEqual([
      '%1: float32[4,3,2] = Transpose(x=%0) { perm: [2,1,0] }',
      'output all.0 <- %1',
    ]);
  });

  it.each<[string, (a: tf.Tensor) => tf.Tensor]>([
    ['a reshape to the same shape', (a) => tf.reshape(a, [2, -1, 4])],
    ['a way there and back', (a) => tf.reshape(tf.reshape(a, [24]), [2, 3, 4])],
    ['a transpose that moves nothing', (a) => tf.transpose(a, [0, 1, 2])],
    ['a transpose and its inverse', (a) => tf.transpose(tf.transpose(a, [2, 0, 1]), [1, 2, 0])],
    [
      'a reshape that turns back a transpose of single places',
      (a) => tf.squeeze(tf.transpose(tf.expandDims(a), [1, 0, 2, 3])),
    ],
  ])('are none: %s', async (_, compute) => {
    expect(await simplified(compute, [x], [reshapes])).toEqual(['output all.0 <- %0']);
  });

  it('write a shape in full, so that equal ones are seen', async () => {
    const compute = (a: tf.Tensor): tf.Tensor[] => [
      tf.reshape(a, [-1, 4]),
      tf.reshape(a, [6, 4]),
      tf.reshape(a, [6, -1]),
    ];
    const [first, ...outputs] = await simplified(compute, [x], [reshapes]);
    expect(first).toBe('%1: float32[6,4] = Reshape(x=%0) { shape: [6,4] }');
    expect(outputs).toHaveLength(3);
  });

  it('give the same numbers in any order', async () => {
    const permutation = fc.constantFrom<number[]>([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]);
    const shape = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 3 })));
    await fc.assert(
      fc.asyncProperty(shape, permutation, permutation, async (sizes, first, second) => {
        const compute = (a: tf.Tensor): tf.Tensor =>
          tf.reshape(tf.transpose(tf.expandDims(tf.squeeze(tf.transpose(tf.transpose(a, first), second)), 0)), [-1]);
        await simplified(compute, [normal(1, sizes)], [reshapes]);
      }),
    );
  });
});

describe('differByOnes', () => {
  it.each([
    [[2, 1, 3], [1, 2, 3, 1], true],
    [[1, 1], [], true],
    [[2, 3], [3, 2], false],
    [[2, 3], [6], false],
  ])('of %j and %j is %s', (a, b, expected) => {
    expect(differByOnes(a, b)).toBe(expected);
  });
});

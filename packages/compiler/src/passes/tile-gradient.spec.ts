import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal } from '../graph/compute.fixture.js';
import { arithmetic } from './arithmetic.js';
import { foldSplats } from './fold-splats.js';
import { applied, expectEqualResults, simplified, traced } from './graph.fixture.js';
import { reshapes } from './reshapes.js';
import { tileGradients } from './tile-gradient.js';
import { trivialMoves } from './trivial-moves.js';

const gradient =
  (shape: number[], repeats: number[]) =>
  (dy: tf.Tensor): tf.Tensor =>
    tf.grad((x) => tf.tile(x, repeats))(tf.zeros(shape), dy);

const rules = () => [foldSplats, reshapes, trivialMoves, arithmetic, tileGradients()];

describe('the gradient of tile', () => {
  it('is one sum where each place is repeated by itself', async () => {
    const compute = gradient([2, 1], [1, 5]);
    expect(await simplified(compute, [normal(1, [2, 5])], rules(), 1e-6)).toEqual([
      '%1: float32[2] = Sum(x=%0) { axis: [1], keepDims: false }',
      '%2: float32[2,1] = Reshape(x=%1) { shape: [2,1] }',
      'output all.0 <- %2',
    ]);
  });

  it('takes blocks apart where several places are repeated together', async () => {
    const compute = gradient([2, 3], [4, 2]);
    expect(await simplified(compute, [normal(1, [8, 6])], rules(), 1e-6)).toEqual([
      '%1: float32[4,2,2,3] = Reshape(x=%0) { shape: [4,2,2,3] }',
      '%2: float32[2,3] = Sum(x=%1) { axis: [0,2], keepDims: false }',
      'output all.0 <- %2',
    ]);
  });

  it('is right for any shapes and repetitions', async () => {
    const axis = fc.record({ size: fc.integer({ min: 1, max: 3 }), count: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 4 }), async (axes) => {
        const [shape, repeats] = [axes.map(({ size }) => size), axes.map(({ count }) => count)];
        const whole = axes.map(({ size, count }) => size * count);
        // Up to 81 numbers are added, in another order.
        const text = await simplified(gradient(shape, repeats), [normal(1, whole)], rules(), 1e-5);
        expect(text.length).toBeLessThanOrEqual(4);
        expect(text.join()).not.toMatch(/Slice|Add/);
      }),
    );
  });

  it.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['a part that is missing', (x) => tf.add(tf.slice(x, [0], [2]), tf.slice(x, [2], [2]))],
    ['a part taken twice', (x) => tf.add(tf.add(tf.slice(x, [0], [2]), tf.slice(x, [2], [2])), tf.slice(x, [2], [2]))],
    ['parts that overlap', (x) => tf.add(tf.add(tf.slice(x, [0], [2]), tf.slice(x, [1], [2])), tf.slice(x, [4], [2]))],
    [
      'parts of two values',
      (x) => tf.add(tf.add(tf.slice(x, [0], [2]), tf.slice(tf.exp(x), [2], [2])), tf.slice(x, [4], [2])),
    ],
    ['parts that do not fit in', (x) => tf.add(tf.slice(x, [0], [4]), tf.slice(x, [2], [4]))],
  ])('is not mistaken: %s', (_, compute) => {
    const before = traced(compute, [normal(1, [6])]);
    const after = applied(before, rules());
    expectEqualResults(before, after, [normal(1, [6])]);
    expect(after.nodes.map(({ op }) => op)).not.toContain('Sum');
  });
});

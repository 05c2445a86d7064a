import * as tf from '@tensorflow/tfjs';

import { normal } from '../graph/compute.fixture.js';
import { foldConstants } from './fold-constants.js';
import { applied, dataOf, simplified, traced } from './graph.fixture.js';

const x = normal(1, [3]);

describe('folding constants', () => {
  it('computes what depends on constants only', async () => {
    const compute = (a: tf.Tensor): tf.Tensor =>
      tf.mul(a, tf.gather(tf.mul(tf.tensor1d([1, 2, 3, 4]), 0.5), tf.tensor1d([3, 0, 1], 'int32')));
    expect(await simplified(compute, [x], [foldConstants])).toEqual([
      '%1: float32[3] = Multiply(a=%0, b=float32[3](2 0.5 1))',
      'output all.0 <- %1',
    ]);
  });

  it('computes kernels of a list of tensors', async () => {
    const compute = (): tf.Tensor[] => [
      tf.concat([tf.tensor1d([1, 2]), tf.ones([1])]),
      tf.addN([tf.ones([1]), tf.ones([1])]),
    ];
    expect(await simplified(compute, [], [foldConstants])).toEqual([
      'output all.0 <- float32[3](1 2 1)',
      'output all.1 <- float32[1](2)',
    ]);
  });

  it('computes kernels that have no inputs', async () => {
    const compute = (): tf.Tensor[] => [tf.range(0, 3, 1, 'int32'), tf.fill([2], 7), tf.oneHot([1, 0], 2)];
    expect(await simplified(compute, [], [foldConstants])).toEqual([
      'output all.0 <- int32[3](0 1 2)',
      'output all.1 <- float32[2](7)',
      'output all.2 <- int32[2,2](0 1 1 0)',
    ]);
  });

  it('gives every output of a kernel', async () => {
    const compute = (): tf.Tensor[] => tf.split(tf.tensor1d([1, 2, 3]), [1, 2]);
    expect(await simplified(compute, [], [foldConstants])).toEqual([
      'output all.0 <- float32[1](1)',
      'output all.1 <- float32[2](2 3)',
    ]);
  });

  it('computes a long range, but no other large constant', () => {
    const compute = (): tf.Tensor[] => {
      const range = tf.range(0, 70000);
      return [range, tf.sin(range), tf.tile(tf.tensor1d([1, 2]), [40000])];
    };
    const after = applied(traced(compute, []), [foldConstants]);
    expect(after.nodes.map(({ op }) => op)).toEqual(['Sin', 'Tile']);
    expect(dataOf(after.outputs[0]!.value)).toHaveLength(70000);
  });

  it('leaves a kernel that refuses its inputs to the run', () => {
    const compute = (): tf.Tensor => tf.gather(tf.tensor1d([1, 2]), tf.tensor1d([5], 'int32'));
    expect(applied(traced(compute, []), [foldConstants]).nodes.map(({ op }) => op)).toEqual(['GatherV2']);
  });
});

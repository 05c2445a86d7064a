import * as tf from '@tensorflow/tfjs';

import { normal, type Compute } from '../graph/compute.fixture.js';
import { fuseKeepDims } from './fuse-keep-dims.js';
import { applied, expectEqualResults, textOf, traced } from './graph.fixture.js';
import { usesOf } from './uses.js';

const x = normal(1, [2, 3, 4]);

function fused(compute: Compute): string[] {
  const before = traced(compute, [x]);
  const after = applied(before, [fuseKeepDims(usesOf(before))]);
  expectEqualResults(before, after, [x]);
  return textOf(after);
}

describe('a reduction', () => {
  it('keeps its axes by itself', () => {
    expect(fused((a) => tf.expandDims(tf.reshape(tf.sum(a, 1), [2, 1, 4]), 0))[0]).toBe(
      '%1: float32[2,1,4] = Sum(x=%0) { axis: 1, keepDims: true }',
    );
  });

  it('drops its axes by itself', () => {
    expect(fused((a) => tf.squeeze(tf.max(a, [0, 1], true)))).toEqual([
      '%1: float32[4] = Max(x=%0) { reductionIndices: [0,1], keepDims: false }',
      'output all.0 <- %1',
    ]);
  });

  it('stays where it is needed in both shapes, or in a third one', () => {
    const both: Compute = (a) => {
      const sum = tf.sum(a, 1);
      return [sum, tf.reshape(sum, [2, 1, 4])];
    };
    expect(fused(both)).toHaveLength(4);
    expect(fused((a) => tf.reshape(tf.sum(a, 1), [1, 2, 4]))).toHaveLength(3);
  });
});

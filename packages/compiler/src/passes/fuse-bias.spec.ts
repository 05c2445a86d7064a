import * as tf from '@tensorflow/tfjs';

import { normal, type Compute, type Values } from '../graph/compute.fixture.js';
import { fuseBias } from './fuse-bias.js';
import { applied, expectEqualResults, textOf, traced } from './graph.fixture.js';
import { reshapes } from './reshapes.js';
import { usesOf } from './uses.js';

function fused(compute: Compute, inputs: readonly Values[]): string[] {
  const before = traced(compute, inputs);
  const after = applied(before, [fuseBias(usesOf(before)), reshapes]);
  expectEqualResults(before, after, inputs, 1e-6);
  return textOf(after);
}

const [a, b, bias] = [normal(1, [3, 2]), normal(2, [2, 4]), normal(3, [4])];

describe('a bias', () => {
  it('becomes part of the product to which alone it is added', () => {
    const compute: Compute = (x, w, c) => tf.add(tf.matMul(x, w), c);
    expect(fused(compute, [a, b, bias])).toEqual([
      '%3: float32[3,4] = _FusedMatMul(a=%0, b=%1, bias=%2) { transposeA: false, transposeB: false, activation: "linear" }',
      'output all.0 <- %3',
    ]);
    expect(fused((x, w, c) => tf.add(c, tf.matMul(x, w)), [a, b, bias])).toHaveLength(2);
  });

  it('becomes part of a convolution', () => {
    const inputs = [normal(1, [2, 5, 5, 2]), normal(2, [3, 3, 2, 4]), bias];
    const compute: Compute = (x, w, c) => tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), c);
    expect(fused(compute, inputs)[0]).toMatch(
      /FusedConv2D\(x=%0, filter=%1, bias=%2\) \{ strides: 2, pad: "same".*activation: "linear"/,
    );
    const depthwise: Compute = (x, w, c) =>
      tf.add(tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid'), tf.reshape(c, [1, 1, 1, 4]));
    const [, ...rest] = [inputs[0]!, normal(2, [3, 3, 2, 2]), bias];
    expect(fused(depthwise, [inputs[0]!, ...rest])[0]).toMatch(/FusedDepthwiseConv2D\(x=%0, filter=%1, bias=%2\)/);
  });

  it('is found behind the reshapes of a dense layer on sequences', () => {
    const compute: Compute = (x, w, c) =>
      tf.add(tf.reshape(tf.matMul(tf.reshape(x, [6, 2]), w), [2, 3, 4]), tf.reshape(c, [1, 1, 4]));
    expect(fused(compute, [normal(1, [2, 3, 2]), b, bias])).toEqual([
      '%3: float32[6,2] = Reshape(x=%0) { shape: [6,2] }',
      '%4: float32[6,4] = _FusedMatMul(a=%3, b=%1, bias=%2) { transposeA: false, transposeB: false, activation: "linear" }',
      '%5: float32[2,3,4] = Reshape(x=%4) { shape: [2,3,4] }',
      'output all.0 <- %5',
    ]);
  });

  it.each<[string, Compute, Values[]]>([
    [
      'the product is needed without it',
      (x, w, c) => [tf.add(tf.matMul(x, w), c), tf.exp(tf.matMul(x, w))],
      [a, b, bias],
    ],
    [
      'there is one number for each row',
      (x, w, c) => tf.add(tf.matMul(x, w), c),
      [normal(1, [4, 2]), b, normal(3, [4, 1])],
    ],
    ['it is one number', (x, w, c) => tf.add(tf.matMul(x, w), c), [a, b, normal(3, [])]],
    ['it has a number for each place', (x, w, c) => tf.add(tf.matMul(x, w), c), [a, b, normal(3, [3, 4])]],
    [
      'the reshape cuts rows apart',
      (x, w, c) => tf.add(tf.reshape(tf.matMul(x, w), [4, 3]), c),
      [a, b, normal(3, [3])],
    ],
    ['there is a bias already', (x, w, c) => tf.add(tf.fused.matMul({ a: x, b: w, bias: c }), c), [a, b, bias]],
  ])('stays apart where %s', (_, compute, inputs) => {
    const before = traced(compute, inputs);
    const shared = applied(before, []);
    const after = applied(shared, [fuseBias(usesOf(shared)), reshapes]);
    expectEqualResults(before, after, inputs, 1e-6);
    expect(after.nodes.map(({ op }) => op)).toContain('Add');
  });
});

import * as tf from '@tensorflow/tfjs';

import { normal } from '../graph/compute.fixture.js';
import { traced } from './graph.fixture.js';
import { usesOf } from './uses.js';

describe('usesOf', () => {
  it('counts each place where a value is used, and each output', () => {
    const graph = traced(
      (x) => {
        const y = tf.neg(x);
        return [tf.mul(y, y), y];
      },
      [normal(1, [2])],
    );
    const uses = usesOf(graph);
    const [neg, product] = graph.nodes;
    expect([neg!.inputs['x']!, neg!.outputs[0]!, product!.outputs[0]!].map(uses)).toEqual([1, 3, 1]);
    expect(uses(traced((x) => tf.exp(x), [normal(1, [2])]).outputs[0]!.value)).toBe(0);
  });
});

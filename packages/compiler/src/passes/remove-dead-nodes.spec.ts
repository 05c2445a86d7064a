import * as tf from '@tensorflow/tfjs';

import { normal } from '../graph/compute.fixture.js';
import { textOf, traced } from './graph.fixture.js';
import { removeDeadNodes } from './remove-dead-nodes.js';

describe('removeDeadNodes', () => {
  it('removes what no output depends on, with all that only it needs', () => {
    const graph = traced(
      (x) => {
        tf.exp(tf.sin(x));
        return tf.square(tf.neg(x));
      },
      [normal(1, [2])],
    );
    expect(graph.nodes).toHaveLength(4);
    expect(textOf(removeDeadNodes(graph))).toEqual([
      '%1: float32[2] = Neg(x=%0)',
      '%2: float32[2] = Square(x=%1)',
      'output all.0 <- %2',
    ]);
  });

  it('keeps a node of which any output is used', () => {
    const graph = traced((x) => tf.split(x, 2)[1]!, [normal(1, [4])]);
    expect(removeDeadNodes(graph).nodes).toHaveLength(1);
  });
});

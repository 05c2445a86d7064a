import { gelu } from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { Graph } from '../graph/graph.js';
import { traceStep } from '../trace/trace.js';
import { optimize } from './optimize.js';

function traced(compute: (x: tf.Tensor) => tf.Tensor): Graph {
  const run: Step['run'] = (batch) => ({ outputs: { all: compute(batch['x'] as tf.Tensor) } });
  const batch = [{ path: ['x'], shape: [3], dtype: 'float32' as const }];
  return optimize(
    traceStep({
      step: { name: 'compute', stage: 'predict', training: false, run },
      batch,
      state: [],
      hyper: {},
      keepsComposite: () => true,
    }),
  );
}

describe('what composites save', () => {
  it('is dropped where no gradient is computed', () => {
    expect(traced((x) => gelu(x)).nodes.map(({ op, outputs }) => [op, outputs.length])).toEqual([['gelu', 1]]);
  });

  it('stays where one is', () => {
    const { nodes } = traced(tf.grad((x) => gelu(x)));
    expect(nodes.map(({ op, outputs }) => [op, outputs.length])).toEqual([
      ['gelu', 2],
      ['gelu/gradient', 1],
    ]);
  });
});

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import type { Graph } from '../graph/graph.js';
import { expectClose, normal, type Compute } from '../graph/compute.fixture.js';
import { onOnnx } from '../targets/onnx/lowering.fixture.js';
import { expectEqualResults, special, textOf, traced } from './graph.fixture.js';
import { optimize } from './optimize.js';
import { inputShapes, program, programs } from './random-program.fixture.js';

const sizes = [[8, 4], [8, 2], [4, 5], [5], [5, 2]];
const inputs = sizes.map((shape, index) => normal(index, shape));

/** The gradients of the mean squared error of a network of two layers. */
const training: Compute = (x, target, ...weights) => {
  const loss = (...[w, b, v]: tf.Tensor[]): tf.Tensor => {
    const hidden = tf.relu(tf.add(tf.matMul(x, w!), b!));
    return tf.mean(tf.square(tf.sub(tf.matMul(hidden, v!), target)));
  };
  return tf.grads(loss)(weights);
};

describe('optimize', () => {
  it('leaves of a training step what has to be computed', () => {
    const graph = traced(training, inputs);
    const small = optimize(graph);
    expectEqualResults(graph, small, inputs, 1e-6);
    expect(textOf(small)).toEqual([
      '%5: float32[8,5] = _FusedMatMul(a=%0, b=%1, bias=%2) { transposeA: false, transposeB: false, activation: "linear" }',
      '%6: float32[8,5] = Relu(x=%5)',
      '%7: float32[8,2] = BatchMatMul(a=%6, b=%3) { transposeA: false, transposeB: false }',
      '%8: float32[8,2] = Sub(a=%7, b=%4)',
      // Not one factor: what overflows on the way is to overflow.
      '%9: float32[8,2] = Multiply(a=%8, b=float32[](2))',
      '%10: float32[8,2] = Multiply(a=float32[](0.0625), b=%9)',
      '%11: float32[8,5] = BatchMatMul(a=%10, b=%3) { transposeA: false, transposeB: true }',
      '%12: float32[5,2] = BatchMatMul(a=%6, b=%10) { transposeA: true, transposeB: false }',
      '%13: float32[8,5] = relu-gradient(dy=%11, y=%6)',
      '%14: float32[5] = Sum(x=%13) { axis: [0], keepDims: false }',
      '%15: float32[4,5] = BatchMatMul(a=%0, b=%13) { transposeA: true, transposeB: false }',
      'output all.0 <- %15',
      'output all.1 <- %14',
      'output all.2 <- %12',
    ]);
  });

  it('finds nothing to do in what it made', () => {
    const small = optimize(traced(training, inputs));
    expect(textOf(optimize(small))).toEqual(textOf(small));
  });

  it('keeps what enters and leaves', () => {
    const graph = traced((x) => [x, tf.mul(x, 1), tf.ones([2])], [normal(1, [3])]);
    const small = optimize(graph);
    expect(small.name).toBe(graph.name);
    expect(small.outputs.map(({ target }) => target)).toEqual(graph.outputs.map(({ target }) => target));
    expect(textOf(small)).toEqual(['output all.0 <- %0', 'output all.1 <- %0', 'output all.2 <- float32[2](1)']);
  });
});

describe('what optimize makes of any function', () => {
  it('gives the same numbers', () => {
    fc.assert(
      fc.property(programs({ differentiable: false }), inputShapes, (instructions, shapes) => {
        const given = shapes.map((shape, index) => normal(index, shape));
        const graph = traced(program(instructions), given);
        expectEqualResults(graph, optimize(graph), given, 1e-4);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same gradients', () => {
    fc.assert(
      fc.property(programs({ differentiable: true }), inputShapes, (instructions, shapes) => {
        const given = shapes.map((shape, index) => normal(index, shape));
        const loss = (...all: tf.Tensor[]): tf.Tensor => {
          const made = [program(instructions)(...all)].flat();
          return tf.addN([...made, ...all].map((each) => tf.sum(tf.tanh(each))));
        };
        const graph = traced((...all) => tf.grads(loss)(all), given);
        expectEqualResults(graph, optimize(graph), given, 1e-4);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps NaN and infinite values where they were', () => {
    fc.assert(
      fc.property(programs({ differentiable: false }), inputShapes, (instructions, shapes) => {
        const given = shapes.map(special);
        const graph = traced(program(instructions), given);
        expectEqualResults(graph, optimize(graph), given, 1e-4);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same numbers on ONNX Runtime as what was traced', async () => {
    await fc.assert(
      fc.asyncProperty(programs({ differentiable: false }), inputShapes, async (instructions, shapes) => {
        const given = shapes.map((shape, index) => normal(index, shape));
        const [before, after] = await Promise.all(
          [(graph: Graph): Graph => graph, optimize].map((passes) =>
            onOnnx(program(instructions), given, true, passes),
          ),
        );
        after!.forEach((values, index) => expectClose(values, before![index]!, 1e-4));
      }),
      { numRuns: 60 },
    );
  });
});

import { lstm } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { expectClose, normal, type Values } from '../../../../graph/compute.fixture.js';
import { compiled, expectSame, onOnnx } from '../../lowering.fixture.js';
import { expectSameAll, gradientsOf, opsOf, type Outputs } from './composites.fixture.js';

/** Sequence, kernel, recurrent kernel, bias, h₀, c₀. */
function given(batch: number, time: number, inputs: number, units: number): Values[] {
  const shapes = [
    [batch, time, inputs],
    [inputs, 4 * units],
    [units, 4 * units],
    [4 * units],
    [batch, units],
    [batch, units],
  ];
  return shapes.map((shape, index) => normal(index, shape));
}

describe.each(['sigmoid', 'hardSigmoid'] as const)('the composite lstm on ONNX Runtime, with %s', (activation) => {
  const all: Outputs = (x, kernel, recurrentKernel, bias, initialHidden, initialCell) => {
    const options = { recurrentActivation: activation, initialHidden, initialCell };
    const { sequence, hidden, cell } = lstm(x, { kernel, recurrentKernel, bias }, options);
    return [sequence, hidden, cell];
  };

  it('is that of core, and so are its gradients, whatever the sizes', async () => {
    const size = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(size, size, size, size, (batch, time, inputs, units) =>
        expectSameAll(all, given(batch, time, inputs, units), 2e-5),
      ),
      {
        numRuns: 15,
        examples: [
          [1, 1, 1, 1],
          [2, 1, 3, 4],
          [1, 5, 2, 1],
        ],
      },
    );
  });

  it('is that of core where no gradient is computed', async () => {
    for (const inputs of [given(3, 4, 2, 5), given(1, 1, 1, 1), given(1, 7, 3, 2)])
      await expectSame((...tensors) => [...all(...tensors)], inputs);
  });

  it.each([0, 1, 2])('has the gradient of its output number %s by itself', async (which) => {
    await expectSameAll((...inputs) => [all(...inputs)[which]!], given(2, 4, 3, 5), 2e-5);
  });

  it('stays in its bounds for large numbers, with gradient zero', async () => {
    const large = given(2, 3, 2, 2).map(({ shape, data }) => ({
      shape,
      data: Array.from(data, (value) => 50 * value),
    }));
    await expectSameAll(all, large, 1e-4);
  });

  it('is one LSTM without a gradient, and two loops with one', () => {
    const inputs = given(2, 6, 3, 4);
    const loops = (ops: string[]): string[] => ops.filter((op) => op === 'LSTM' || op === 'Scan');
    expect(loops(opsOf(all, inputs))).toEqual(['LSTM']);
    const ops = opsOf((...tensors) => gradientsOf(all, tensors), inputs);
    expect(loops(ops)).toEqual(['Scan', 'Scan']);
    expect(ops.length).toBeLessThan(100);
  });

  it('takes nothing back from a sequence that does not count', () => {
    const inputs = given(2, 6, 3, 4);
    const taken = (compute: Outputs): number =>
      compiled((...tensors) => gradientsOf(compute, tensors), inputs).model.nodes.findLast(({ op }) => op === 'Scan')!
        .inputs.length;
    expect(taken((...tensors) => all(...tensors).slice(1))).toBe(taken(all) - 1);
  });
});

describe('the composite lstm on ONNX Runtime', () => {
  it('starts from zeros and has no bias unless told otherwise', async () => {
    const compute: Outputs = (x, kernel, recurrentKernel) => {
      const { sequence, hidden } = lstm(x, { kernel, recurrentKernel });
      return [sequence, hidden];
    };
    await expectSameAll(compute, given(2, 3, 2, 3).slice(0, 3), 2e-5);
  });

  it("is TensorFlow.js's layer", async () => {
    const [x, kernel, recurrentKernel, bias] = given(2, 5, 3, 4);
    const layer = tf.layers.lstm({
      units: 4,
      recurrentActivation: 'sigmoid',
      returnSequences: true,
      inputShape: [5, 3],
    });
    const model = tf.sequential({ layers: [layer] });
    layer.setWeights(
      [kernel!, recurrentKernel!, bias!].map(({ shape, data }) => tf.tensor(Array.from(data), [...shape])),
    );
    const expected = model.predict(tf.tensor(Array.from(x!.data), [2, 5, 3])) as tf.Tensor;
    const compute = (...[a, b, c, d]: tf.Tensor[]): tf.Tensor =>
      lstm(a!, { kernel: b!, recurrentKernel: c!, bias: d }).sequence;
    const [actual] = await onOnnx(compute, [x!, kernel!, recurrentKernel!, bias!]);
    expectClose(actual!, { shape: expected.shape, dtype: 'float32', data: await expected.data() });
    tf.dispose(expected);
    model.dispose();
  });
});

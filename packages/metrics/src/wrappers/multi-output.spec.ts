import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { accuracy } from '../classification/accuracy.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { multiOutput } from './multi-output.js';

describe('multiOutput', () => {
  it('judges each output by itself, over all batches and by weight', async () => {
    const state = new MetricState(multiOutput({ metric: meanSquaredError(), numOutputs: 2 }));
    await state.update([[1, 2]], [[0, 0]], { weight: [3] });
    await state.update([[3, 0]], [[0, 0]]);
    expect(state.compute()).toEqual({ dtype: 'float64', shape: [2], data: Float64Array.of(3, 3) });
  });

  it('takes outputs from another axis, and keeps it where it is told', async () => {
    const [prediction, target] = [tf.tensor3d([1, 2, 3, 4], [1, 2, 2]), tf.tensor3d([1, 2, 0, 0], [1, 2, 2])];
    for (const squeezeOutputs of [true, false]) {
      const options = { metric: meanSquaredError(), numOutputs: 2, outputAxis: 1, squeezeOutputs };
      const state = new MetricState(multiOutput(options));
      await state.update(prediction, target);
      expect(state.compute()).toEqual({ dtype: 'float64', shape: [2], data: Float64Array.of(0, 12.5) });
    }
    tf.dispose([prediction, target]);
  });

  it('gives records by output where the metric gives no number', async () => {
    const metric = accuracy({ task: 'multiclass', numClasses: 2, average: 'none' });
    const state = new MetricState(multiOutput({ metric, numOutputs: 2 }));
    const labels = [[0, 1], [1, 1]]; // prettier-ignore
    const [prediction, target] = [tf.tensor2d(labels, [2, 2], 'int32'), tf.tensor2d([[0, 0], [1, 1]], [2, 2], 'int32')]; // prettier-ignore
    await state.update(prediction, target);
    expect(state.compute()).toEqual({
      '0': { dtype: 'float64', shape: [2], data: Float64Array.of(1, 1) },
      '1': { dtype: 'float64', shape: [2], data: Float64Array.of(0, 1) },
    });
    tf.dispose([prediction, target]);
  });

  it('refuses another number of outputs', async () => {
    const state = new MetricState(multiOutput({ metric: meanSquaredError(), numOutputs: 3 }));
    await expect(state.update([[1, 2]], [[1, 2]])).rejects.toThrow('needs axis -1 of that size, got [1, 2]');
  });
});

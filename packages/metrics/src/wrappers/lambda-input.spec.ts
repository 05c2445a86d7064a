import { MetricState, type HostMetric, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { mean } from '../aggregation/mean.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { lambdaInput } from './lambda-input.js';

const double = (values: TensorTree): TensorTree => tf.mul(values as tf.Tensor, 2);

describe('lambdaInput', () => {
  it('shows what functions make of predictions and targets', async () => {
    for (const [options, expected] of [
      [{ prediction: double }, 1],
      [{ target: double }, 4],
      [{ prediction: double, target: double }, 4],
    ] as const) {
      const state = new MetricState(lambdaInput({ metric: meanSquaredError(), ...options }));
      await state.update([2], [options.prediction && !('target' in options) ? 3 : options.prediction ? 3 : 2]);
      expect(state.compute()).toBe(expected);
    }
  });

  it('needs no target where the metric needs none', async () => {
    const state = new MetricState(lambdaInput({ metric: mean(), prediction: double, target: double }));
    await state.update([1, 2]);
    expect(state.compute()).toBe(3);
  });

  it('refuses what is no function, and a metric of the host', () => {
    expect(() => lambdaInput({ metric: mean(), prediction: 2 as never })).toThrow('must be a function of tensors');
    const words: HostMetric = { name: 'words', on: 'output', higherIsBetter: undefined, updateHost: () => ({}), compute: () => 0 }; // prettier-ignore
    expect(() => lambdaInput({ metric: words })).toThrow('metric of lambda-input must be one that counts tensors');
  });
});

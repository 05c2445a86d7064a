import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { meanMetric, type MeanMetricOptions } from './mean-metric.js';

const distance = (options: Partial<MeanMetricOptions> = {}) =>
  meanMetric({
    name: 'distance',
    traits: { higherIsBetter: false },
    on: 'output',
    values: ({ prediction, target }) => tf.abs(tf.sub(prediction, target)),
    ...options,
  });

describe('meanMetric', () => {
  it('is named, directed and fed as it is told', () => {
    expect(distance({ on: 'prediction' })).toMatchObject({ name: 'distance', on: 'prediction', higherIsBetter: false });
  });

  it('averages over all batches by weight', async () => {
    const state = new MetricState(distance());
    await state.update([1, 2], [0, 4], { weight: [1, 3] });
    await state.update([5], [2]);
    expect(state.compute()).toBe((1 + 6 + 3) / 5);
  });

  it('tells outputs apart, and takes each mean to its result', async () => {
    const state = new MetricState(distance({ numOutputs: 2, result: (mean) => -mean }));
    await state.update(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.zeros([2, 2]));
    expect(state.compute()).toEqual({ dtype: 'float64', shape: [2], data: Float64Array.of(-2, -3) });
  });

  it('is NaN where nothing was counted, also after an empty batch', async () => {
    const state = new MetricState(distance());
    expect(state.compute()).toBeNaN();
    await state.update(tf.zeros([0, 2]), tf.zeros([0, 2]));
    expect(state.compute()).toBeNaN();
  });

  it('refuses what does not fit, in the name of the metric', async () => {
    const state = new MetricState(distance({ numOutputs: 3 }));
    await expect(state.update(tf.zeros([2, 2]), tf.zeros([2, 2]))).rejects.toThrow(/^distance with numOutputs 3/);
    await expect(state.update(tf.zeros([2, 3]), tf.zeros([2]))).rejects.toThrow(/^distance needs .* by accuracy/);
    const advised = new MetricState(distance({ ofClasses: 'Encode them.' }));
    await expect(advised.update(tf.zeros([2, 3]), tf.zeros([2]))).rejects.toThrow(/Encode them\./);
  });
});

import { MetricCollection, MetricState, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { pearsonCorrCoef } from '../regression/pearson-corr-coef.js';
import { r2Score } from '../regression/r2-score.js';
import { eachOutput, momentsMetric } from './moments-metric.js';

/** The mean and the variance of the targets. */
const spread = (numOutputs = 1, flat = false): Metric =>
  momentsMetric({
    name: 'spread',
    traits: { higherIsBetter: undefined },
    on: 'output',
    numOutputs,
    flat,
    result: (outputs, samples) => ({
      samples,
      mean: eachOutput(outputs, ({ target }) => target.mean),
      variance: eachOutput(outputs, ({ target, total }) => target.squares / total),
    }),
  });

describe('momentsMetric', () => {
  it('keeps the digits of values far from 0, over many batches and merges', async () => {
    const targets = Array.from({ length: 600 }, (_, index) => 16384 + ((index * 37) % 101) / 64);
    const mean = targets.reduce((sum, value) => sum + value, 0) / targets.length;
    const variance = targets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / targets.length;
    const state = new MetricState(spread());
    for (let from = 0; from < 600; from += 6)
      await state.update(targets.slice(from, from + 6), targets.slice(from, from + 6));
    const found = state.compute() as { mean: number; variance: number };
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(1e-8);
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(1e-5);
  });

  it('keeps them where the first batch lies far from the others within a step’s sums', () => {
    const metric = spread();
    const batches = [[1000, 1001], ...Array.from({ length: 40 }, (_, at) => [at % 3, 2, 4])];
    const all = batches.flat();
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    const values = tf.tidy(() => {
      let state = Object.fromEntries(
        Object.entries(metric.init({})).map(([name, { shape, dtype }]) => [
          name,
          tf.zeros([...shape], dtype as 'int32'),
        ]),
      ) as Readonly<Record<string, tf.Tensor>>;
      for (const batch of batches) {
        const target = tf.tensor1d(batch);
        state = metric.update(state, { prediction: target, target }, { stage: 'test', random: undefined as never });
      }
      return Object.fromEntries(
        Object.entries(state).map(([name, tensor]) => [
          name,
          { dtype: tensor.dtype as 'float32', shape: tensor.shape, data: tensor.dataSync<'float32'>() },
        ]),
      );
    });
    const found = metric.compute(values) as { variance: number };
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(1e-5);
  });

  it('has no variance of numbers that are all equal, whatever their weights and batches', async () => {
    const state = new MetricState(spread());
    for (const size of [3, 1, 7]) {
      const same = tf.fill([size], 0.1);
      await state.update(same, same, { weight: tf.linspace(0.1, 0.7, size) });
    }
    expect(state.compute()).toMatchObject({ variance: 0, mean: Math.fround(0.1) });
  });

  it('begins anew after a batch of no weight', async () => {
    const state = new MetricState(spread());
    await state.update([100, 300], [100, 300], { weight: [0, 0] });
    await state.update([1, 3], [1, 3], { weight: [1, 3] });
    expect(state.compute()).toEqual({ samples: 4, mean: 2.5, variance: 0.75 });
  });

  it('takes rows along the last axis, or one output of all axes where it is flat', async () => {
    const image = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const rows = new MetricState(spread(2));
    await rows.update(image, image, { weight: [1, 0] });
    expect(rows.compute()).toMatchObject({ mean: { data: Float64Array.of(2, 3) } });
    const flat = new MetricState(spread(1, true));
    await flat.update(image, image);
    expect(flat.compute()).toMatchObject({ samples: 8, mean: 4.5 });
    await expect(new MetricState(spread()).update(image, image)).rejects.toThrow(/numOutputs 1 .* Give numOutputs: 2/);
  });

  it('is counted once by metrics of one number of outputs', () => {
    const { sources } = new MetricCollection([r2Score(), pearsonCorrCoef()]);
    expect(sources).toEqual({ 'r2-score': 'r2-score', 'pearson-corr-coef': 'r2-score' });
    expect(new MetricCollection([r2Score(), pearsonCorrCoef({ numOutputs: 2 })]).sources).toMatchObject({
      'pearson-corr-coef': 'pearson-corr-coef',
    });
  });
});

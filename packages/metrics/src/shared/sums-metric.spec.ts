import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { sumsMetric, type SumsMetricOptions } from './sums-metric.js';

type Sums = 'error' | 'scale';

const share = (options: Partial<SumsMetricOptions<Sums>> = {}) =>
  sumsMetric<Sums>({
    name: 'share',
    traits: { higherIsBetter: false },
    on: 'output',
    sums: { error: ({ prediction, target }) => tf.sub(prediction, target), scale: ({ target }) => target },
    result: ({ error, scale }, total) => error / scale / total,
    ...options,
  });

describe('sumsMetric', () => {
  it('makes its result of sums over all batches, and of the weights', async () => {
    const state = new MetricState(share());
    await state.update([2, 4], [1, 1], { weight: [1, 3] });
    await state.update([8], [2]);
    expect(state.compute()).toBe((1 + 9 + 6) / (1 + 3 + 2) / 5);
  });

  it('tells outputs apart', async () => {
    const state = new MetricState(share({ numOutputs: 2 }));
    await state.update(tf.tensor2d([2, 4, 6, 8], [2, 2]), tf.ones([2, 2]));
    expect(state.compute()).toMatchObject({ shape: [2], data: Float64Array.of(1.5, 2.5) });
  });

  it('refuses elements, with what is expected instead', async () => {
    const where = ({ target }: { readonly target: tf.Tensor }): tf.Tensor => tf.lessEqual(target, 0);
    const state = new MetricState(share({ refused: { where, expected: 'above 0' } }));
    await expect(state.update([1, 2, 3], [1, 0, -1])).rejects.toThrow(/share.*above 0.*2 others/s);
  });
});

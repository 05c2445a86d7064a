import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { cat } from './cat.js';

describe('cat', () => {
  it('puts values of any shape and type in a row, in their order', async () => {
    const state = new MetricState(cat());
    await state.update(tf.tensor2d([3, 1, 2, 0], [2, 2], 'int32'));
    await state.update(0.5);
    const other = new MetricState(cat());
    await other.update([[[7]]]);
    state.merge(other);
    expect(state.compute()).toEqual({ dtype: 'float64', shape: [6], data: Float64Array.of(3, 1, 2, 0, 0.5, 7) });
  });

  it('is empty of nothing', () => {
    expect(new MetricState(cat()).compute()).toMatchObject({ shape: [0] });
  });

  it('says what to do where values are too many', async () => {
    const state = new MetricState({ ...cat(), keepLimit: 2 });
    await expect(state.update([1, 2, 3])).rejects.toThrow(/at most 2 numbers.*mean, max or min/);
  });
});

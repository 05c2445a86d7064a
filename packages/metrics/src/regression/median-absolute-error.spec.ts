import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { medianAbsoluteError } from './median-absolute-error.js';

describe('medianAbsoluteError', () => {
  it('leaves out what has no weight, also as the second of two in the middle', async () => {
    const state = new MetricState(medianAbsoluteError());
    await state.update([1, 2, 8], [0, 0, 0], { weight: [1, 0, 1] });
    expect(state.compute()).toBe(4.5);
  });

  it('mixes batches with weights and without, and weighs outputs of a sample alike', async () => {
    const state = new MetricState(medianAbsoluteError({ numOutputs: 2, multioutput: 'rawValues' }));
    await state.update(tf.tensor2d([1, 10, 2, 20], [2, 2]), tf.zeros([2, 2]), { weight: [3, 1] });
    await state.update([[4, 40]], [[0, 0]]);
    await state.update(tf.zeros([0, 2]), tf.zeros([0, 2]));
    expect(state.compute()).toMatchObject({ data: Float64Array.of(1, 10) });
  });

  it('names what counts instead of keeping', () => {
    expect(medianAbsoluteError().keepAdvice).toMatch(/mean-absolute-error/);
  });
});

import { MetricState, build, list, optionsJsonSchema } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { meanSquaredError } from './mean-squared-error.js';

describe('meanSquaredError', () => {
  it('weighs samples, and divides by the weights', async () => {
    const state = new MetricState(meanSquaredError());
    await state.update(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      { weight: [3, 1] },
    );
    expect(state.compute()).toBe((3 * 5 + 25) / 8);
    await state.update([[1, 1]], [[0, 0]], { weight: [[0, 2]] });
    expect(state.compute()).toBe((3 * 5 + 25 + 2) / 10);
  });

  it('weighs outputs apart', async () => {
    const state = new MetricState(meanSquaredError({ numOutputs: 2, squared: false }));
    await state.update(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      {
        weight: [
          [1, 0],
          [0, 1],
        ],
      },
    );
    expect(state.compute()).toMatchObject({ shape: [2], data: Float64Array.of(1, 4) });
  });

  it('loses no digits over many batches', async () => {
    const state = new MetricState(meanSquaredError());
    await state.update([4096], [0]);
    for (let batch = 0; batch < 50; batch++) await state.update([0.5], [0]);
    expect(state.compute()).toBe((2 ** 24 + 12.5) / 51);
  });

  it('takes integers', async () => {
    const state = new MetricState(meanSquaredError());
    await state.update(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([4, 2], 'int32'));
    expect(state.compute()).toBe(4.5);
  });

  it('says which metric judges class numbers', async () => {
    const state = new MetricState(meanSquaredError());
    await expect(
      state.update(
        [
          [1, 2],
          [2, 1],
        ],
        [1, 0],
      ),
    ).rejects.toThrow(/class numbers are judged by accuracy/);
    await expect(state.update([[1], [2]], [1, 2])).rejects.toThrow(/Reshape one of them/);
  });

  it('refuses to broadcast', async () => {
    const state = new MetricState(meanSquaredError());
    await expect(state.update([[1], [2]], [1, 2])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    await expect(state.update([1, 2], [1, 2], { weight: [1, 2, 3] })).rejects.toMatchObject({
      code: 'LML_SHAPE_MISMATCH',
    });
    expect(state.updates).toBe(0);
  });

  it('is built from data and described as JSON Schema', () => {
    expect(build('metric', 'mean-squared-error')).toMatchObject({ higherIsBetter: false });
    expect(() => meanSquaredError({ numOutputs: 0 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(optionsJsonSchema(list('metric').find(({ name }) => name === 'mean-squared-error')!)).toMatchObject({
      properties: { squared: { default: true }, numOutputs: { default: 1 } },
    });
  });
});

import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { spectralAngleMapper } from './spectral-angle-mapper.js';

async function angle(prediction: number[], target: number[]): Promise<number> {
  const state = new MetricState(spectralAngleMapper());
  await state.update([[[prediction]]], [[[target]]]);
  return state.compute() as number;
}

describe('spectralAngleMapper', () => {
  it('has the digits of the smallest and the largest angles', async () => {
    for (const small of [1e-6, 1e-4, 1e-2])
      expect((await angle([Math.cos(small), Math.sin(small)], [7, 0])) / small).toBeCloseTo(1, 4);
    expect(await angle([1, 2, 3], [3, 6, 9])).toBeLessThan(1e-6);
    expect(await angle([1, 2], [-2, -4])).toBeCloseTo(Math.PI, 5);
    expect(await angle([1, 0], [0, 9])).toBeCloseTo(Math.PI / 2, 6);
  });

  it('has none for a black pixel', async () => {
    expect(await angle([0, 0], [1, 1])).toBeNaN();
  });

  it('refuses grey images', async () => {
    const state = new MetricState(spectralAngleMapper());
    await expect(state.update(tf.ones([1, 2, 2, 1]), tf.ones([1, 2, 2, 1]))).rejects.toThrow(/two channels or more/);
  });
});

import { MetricState, type MetricResult } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { peakSignalNoiseRatio, type PeakSignalNoiseRatioOptions } from './peak-signal-noise-ratio.js';

async function compute(
  options: PeakSignalNoiseRatioOptions,
  errors: number[][],
  weight?: number[],
): Promise<MetricResult> {
  const state = new MetricState(peakSignalNoiseRatio(options));
  await state.update(errors, tf.zerosLike(tf.tensor2d(errors)), weight && { weight });
  return state.compute();
}

describe('peakSignalNoiseRatio', () => {
  it('rises by 6 decibels where errors are halved, and is infinite without any', async () => {
    const [coarse, fine] = [await compute({ dataRange: 1 }, [[0.5, 0]]), await compute({ dataRange: 1 }, [[0.25, 0]])];
    expect(Number(fine) - Number(coarse)).toBeCloseTo(20 * Math.log10(2), 5);
    expect(await compute({ dataRange: 1 }, [[0, 0]])).toBe(Infinity);
  });

  it('weighs the errors of samples, or their ratios', async () => {
    const errors = [[0.1, 0.1], [1, 1]]; // prettier-ignore
    expect(await compute({ dataRange: 1 }, errors, [3, 1])).toBeCloseTo(-10 * Math.log10((3 * 0.01 + 1) / 4), 4);
    expect(await compute({ dataRange: 1, dim: 1 }, errors, [3, 1])).toBeCloseTo((3 * 20 + 0) / 4, 4);
  });

  it('takes axes from the end too, each once', async () => {
    const options = { dataRange: 1, reduction: 'none' } as const;
    const expected = await compute({ ...options, dim: 1 }, [[0.5, 0.1]]);
    expect(await compute({ ...options, dim: [-1, 1] }, [[0.5, 0.1]])).toEqual(expected);
    await expect(compute({ dataRange: 1, dim: -2 }, [[1]])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    await expect(compute({ dataRange: 1, dim: -3 }, [[1]])).rejects.toThrow(/needs these axes/);
  });

  it('has one ratio without dim', () => {
    expect(() => peakSignalNoiseRatio({ dataRange: 1, reduction: 'sum' })).toThrow(/Give dim: \[1, 2, 3\]/);
  });
});

import { MetricState, type MetricResult } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { rootMeanSquaredErrorUsingSlidingWindow } from '../image/root-mean-squared-error-using-sliding-window.js';
import {
  permutationInvariantTraining,
  type PermutationInvariantTrainingOptions,
} from './permutation-invariant-training.js';
import { signalDistortionRatio } from './signal-distortion-ratio.js';

const target = tf.randomUniform([2, 3, 30], -1, 1, 'float32', 5);
const noisy = tf.add(target, tf.randomUniform([2, 3, 30], -0.2, 0.2, 'float32', 6));
const mixed = tf.gather(noisy, tf.tensor1d([2, 0, 1], 'int32'), 1);

async function compute(
  options: PermutationInvariantTrainingOptions,
  prediction: tf.Tensor,
  weight?: number[],
): Promise<MetricResult> {
  const state = new MetricState(permutationInvariantTraining(options));
  await state.update(prediction, target, weight && { weight });
  return state.compute();
}

describe('permutationInvariantTraining', () => {
  it.each([
    { metric: 'signal-noise-ratio' },
    { metric: 'signal-noise-ratio', mode: 'permutation-wise' },
    { metric: 'source-aggregated-signal-distortion-ratio', mode: 'permutation-wise' },
    { metric: 'signal-distortion-ratio' },
  ] as const)('does not look at the order of sources: %j', async (options) => {
    const expected = (await compute(options, noisy)) as number;
    expect(expected).toBeGreaterThan(5);
    expect(await compute(options, mixed)).toBeCloseTo(expected, 4);
    const worst = (await compute({ ...options, evalFunc: 'min' }, mixed)) as number;
    expect(worst).toBeLessThan(expected - 5);
  });

  it('takes a metric of any signals whose way is its own', async () => {
    const metric = rootMeanSquaredErrorUsingSlidingWindow({ windowSize: 1 });
    const pit = permutationInvariantTraining({ metric });
    expect([pit.name, pit.higherIsBetter]).toEqual([`permutation-invariant-training-${metric.name}`, false]);
    const state = new MetricState(pit);
    const images = tf.tensor5d([1, 9], [1, 2, 1, 1, 1]);
    await state.update(images, tf.reverse(images, 1));
    expect(state.compute()).toBe(0);
  });

  it('weighs samples, on tensors and on the host alike', async () => {
    for (const metric of ['signal-noise-ratio', 'signal-distortion-ratio'] as const) {
      const [first, second] = [await compute({ metric }, mixed, [1, 0]), await compute({ metric }, mixed, [0, 1])];
      const expected = (3 * (first as number) + (second as number)) / 4;
      expect(await compute({ metric }, mixed, [3, 1])).toBeCloseTo(expected, 4);
    }
  });

  it('finds the best order of scores that are not finite', async () => {
    const state = new MetricState(permutationInvariantTraining({ metric: signalDistortionRatio({ filterLength: 1 }) }));
    await state.update([[[0, 0, 0], [1, 2, 3]]], [[[1, 2, 4], [0, 0, 0]]]); // prettier-ignore
    expect(state.compute()).toBeNaN();
  });

  it('refuses a metric without scores of samples, and sources that are too many or none', async () => {
    expect(() => permutationInvariantTraining({ metric: meanSquaredError() })).toThrow(/by scoresMetric/);
    const many = tf.zeros([1, 8, 4]);
    const state = new MetricState(permutationInvariantTraining({ metric: 'signal-noise-ratio' }));
    await expect(state.update(many, many)).rejects.toThrow(/at most 7 sources speaker-wise, got \[1, 8, 4\]/);
    await expect(state.update([1], [1])).rejects.toThrow(/needs sources \[batch, source, …\]/);
    const host = new MetricState(permutationInvariantTraining({ metric: signalDistortionRatio() }));
    await expect(host.update([[1, 2]], [[1, 2]])).rejects.toThrow(/source, time\]/);
  });
});

import { MetricState, type AnyMetric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { qualityWithNoReference } from './quality-with-no-reference.js';
import { spatialDistortionIndex } from './spatial-distortion-index.js';
import { spectralDistortionIndex } from './spectral-distortion-index.js';

const fused = tf.randomUniform([1, 22, 24, 2], 0, 1, 'float32', 5);
const coarse = tf.randomUniform([1, 11, 12, 2], 0, 1, 'float32', 6);
const pan = tf.mean(fused, -1, true);

async function compute(metric: AnyMetric): Promise<number> {
  const state = new MetricState(metric);
  await state.update(fused, coarse, { pan });
  return state.compute() as number;
}

describe('qualityWithNoReference', () => {
  it('is what both distortions leave, each with its exponent', async () => {
    const spectral = 1 - (await compute(spectralDistortionIndex()));
    const spatial = 1 - (await compute(spatialDistortionIndex()));
    expect(await compute(qualityWithNoReference())).toBeCloseTo(spectral * spatial, 5);
    expect(await compute(qualityWithNoReference({ alpha: 0 }))).toBeCloseTo(spatial, 5);
    expect(await compute(qualityWithNoReference({ alpha: 2, beta: 0 }))).toBeCloseTo(spectral ** 2, 5);
  });
});

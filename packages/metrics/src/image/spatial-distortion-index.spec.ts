import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { spatialDistortionIndex, type SpatialDistortionIndexOptions } from './spatial-distortion-index.js';

const fused = tf.randomUniform([2, 22, 24, 2], 0, 1, 'float32', 5);
const pan = tf.mean(fused, -1, true);
const coarse = tf.randomUniform([2, 11, 12, 2], 0, 1, 'float32', 6);

async function compute(
  columns: Record<string, tf.Tensor>,
  options: SpatialDistortionIndexOptions = {},
): Promise<number> {
  const state = new MetricState(spatialDistortionIndex(options));
  await state.update(fused, coarse, columns);
  return state.compute() as number;
}

describe('spatialDistortionIndex', () => {
  it('makes the coarse grey image by the means of windows, one in the middle of each part', async () => {
    // A window of two places begins one before the place; between two places is their mean.
    const coarse = tf.avgPool(pan as tf.Tensor4D, 2, 2, 'valid');
    const apart = await compute({ pan, coarse });
    expect(await compute({ pan }, { windowSize: 1 })).toBeCloseTo(apart, 5);
    expect(await compute({ pan }, { windowSize: 5 })).not.toBeCloseTo(apart, 3);
  });

  it('takes a grey image of one channel for all', async () => {
    const expected = await compute({ pan });
    expect(await compute({ pan: tf.tile(pan, [1, 1, 1, 2]) })).toBeCloseTo(expected, 6);
  });

  it('asks for the grey image, and for one that fits', async () => {
    await expect(compute({})).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    await expect(compute({ pan: coarse })).rejects.toThrow(/needs pan as large as the prediction/);
    await expect(compute({ pan, coarse: pan })).rejects.toThrow(/needs coarse as large as the target/);
    await expect(compute({ pan }, { windowSize: 11 })).rejects.toThrow(/larger than windowSize, 11/);
  });
});

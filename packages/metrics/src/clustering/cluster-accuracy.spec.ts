import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { clusterAccuracy, type ClusterAccuracyOptions } from './cluster-accuracy.js';

async function compute(prediction: number[], target: number[], options: ClusterAccuracyOptions = {}): Promise<unknown> {
  const state = new MetricState(clusterAccuracy(options));
  await state.update(tf.tensor1d(prediction, 'int32'), target);
  return state.compute();
}

describe('cluster-accuracy', () => {
  it('deals out clusters so that most samples are right, not one after the other', async () => {
    expect(await compute([0, 0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 0, 0, 0, 0], { numClasses: 2 })).toBeCloseTo(
      6 / 9,
      12,
    );
  });

  it('is 0 of nothing, and needs to know the number of classes', async () => {
    expect(new MetricState(clusterAccuracy({ numClasses: 2 })).compute()).toBe(0);
    await expect(compute([0], [0])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});

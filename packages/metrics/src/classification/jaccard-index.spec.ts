import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { f1Score } from './f1-score.js';
import { jaccardIndex } from './jaccard-index.js';

describe('jaccardIndex', () => {
  it('is F / (2 − F) of the F1 score', async () => {
    const [overlap, f1] = [jaccardIndex({ task: 'binary' }), f1Score({ task: 'binary' })].map(
      (one) => new MetricState(one),
    );
    for (const state of [overlap!, f1!]) await state.update([1, 0, 1, 1, 0], [1, 1, 0, 1, 0]);
    const score = f1!.compute() as number;
    expect(overlap!.compute()).toBeCloseTo(score / (2 - score));
  });

  it('counts the pixels of masks', async () => {
    const state = new MetricState(jaccardIndex({ numClasses: 2, average: 'none' }));
    const mask = tf.tensor3d([0, 1, 1, 1], [1, 2, 2], 'int32');
    await state.update(mask, tf.tensor3d([0, 0, 1, 1], [1, 2, 2], 'int32'));
    expect(state.compute()).toMatchObject({ data: Float64Array.of(1 / 2, 2 / 3) });
  });
});

import { isNdArray, MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { meanOfSample, scoresMetric, sumOfSample } from './scores-metric.js';

const widest = (reduction: 'mean' | 'sum' | 'none') =>
  scoresMetric({
    name: 'widest',
    traits: { higherIsBetter: undefined },
    on: 'output',
    reduction,
    scores: ({ prediction, target }) => tf.max(tf.sub(prediction, target), -1),
  });

describe('scoresMetric', () => {
  it('weighs scores in means and sums', async () => {
    for (const [reduction, expected] of [
      ['mean', (2 * 3 + 5) / 3],
      ['sum', 2 * 3 + 5],
    ] as const) {
      // prettier-ignore
      const state = new MetricState(widest(reduction));
      await state.update([[1, 3], [5, 2]], [[0, 0], [0, 0]], { weight: [2, 1] }); // prettier-ignore
      expect(state.compute()).toBe(expected);
    }
  });

  it('keeps scores without summing them, and refuses what does not fit', async () => {
    const metric = widest('none');
    expect(metric.init({})).toEqual({});
    const state = new MetricState(metric);
    await state.update([[1, 3]], [[0, 0]]);
    await state.update([[4, 3]], [[0, 0]]);
    const result = state.compute();
    expect(isNdArray(result) && Array.from(result.data as Float64Array)).toEqual([3, 4]);
    await expect(state.update([[1, 2]], [[1]])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });

  it('tells the scores of samples, however they are reduced', () => {
    const input = { prediction: tf.tensor2d([[1, 3], [5, 2]], undefined, 'int32'), target: tf.zeros([2, 2]) }; // prettier-ignore
    for (const reduction of ['mean', 'none'] as const) {
      const scores = widest(reduction).scores(input);
      expect([scores.dtype, Array.from(scores.dataSync())]).toEqual(['float32', [3, 5]]);
    }
    expect(() => widest('mean').scores({ ...input, target: tf.zeros([2]) })).toThrow(/one shape/);
  });
});

describe('means and sums of samples', () => {
  it('go over all axes but the first', () => {
    const values = tf.reshape(tf.range(0, 12), [2, 3, 2]);
    expect(Array.from(sumOfSample(values).dataSync())).toEqual([15, 51]);
    expect(Array.from(meanOfSample(values).dataSync())).toEqual([2.5, 8.5]);
  });
});

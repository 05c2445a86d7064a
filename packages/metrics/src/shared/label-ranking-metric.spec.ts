import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { coverageError } from '../classification/coverage-error.js';
import { rankingAveragePrecision } from '../classification/ranking-average-precision.js';
import { rankingLoss } from '../classification/ranking-loss.js';

describe.each([
  [coverageError, 2],
  [rankingAveragePrecision, 0.5],
  [rankingLoss, 0.5],
] as const)('%p', (create, expected) => {
  const scores = [0.75, 0.5, 0.25];

  it('leaves ignored labels out of a sample, whatever their scores, and a sample of none', async () => {
    const state = new MetricState(create({ ignoreIndex: -1 }));
    await state.update([[0.75, 0.5, 0.25, NaN], [1, 2, 3, 4]], [[0, 1, 0, -1], [-1, -1, -1, -1]]); // prettier-ignore
    expect(state.compute()).toBe(expected);
  });

  it('counts positions as samples, and weighs them', async () => {
    const state = new MetricState(create());
    await state.update([[scores, scores]], [[[0, 1, 0], [1, 1, 1]]], { weight: [[2, 0]] }); // prettier-ignore
    expect(state.compute()).toBe(expected);
  });

  it('has no value of nothing', async () => {
    const state = new MetricState(create());
    await state.update(tf.zeros([0, 3]), tf.zeros([0, 3]));
    expect(state.compute()).toBeNaN();
  });

  it('says what it cannot count', async () => {
    const state = new MetricState(create({ numClasses: 3 }));
    await expect(state.update([0.5, 0.25, 0.75], [1, 0, 1])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    await expect(state.update([scores], [[0, 0.5, 1]])).rejects.toMatchObject({ argument: 'target' });
  });
});

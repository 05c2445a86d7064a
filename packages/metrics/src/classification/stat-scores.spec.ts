import { MetricState } from '@lml/core';

import { accuracy } from './accuracy.js';
import { statScores } from './stat-scores.js';

describe('statScores', () => {
  it('gives each count by name, and each class where they are told apart', async () => {
    const state = new MetricState(statScores({ numClasses: 2, average: 'none' }));
    await state.update([0, 1, 1], [0, 1, 0]);
    const counts = (...data: number[]) => ({ dtype: 'float64', shape: [2], data: Float64Array.from(data) });
    expect(state.compute()).toEqual({
      truePositives: counts(1, 1),
      falsePositives: counts(0, 1),
      trueNegatives: counts(1, 1),
      falseNegatives: counts(1, 0),
      support: counts(2, 1),
    });
  });

  it('is 0 where nothing was counted, also weighted by support', () => {
    const state = new MetricState(statScores({ numClasses: 3, average: 'weighted' }));
    expect(state.compute()).toMatchObject({ truePositives: 0, support: 0 });
  });

  it('counts with its family, but asks for the number of classes', async () => {
    expect(statScores({ numClasses: 3 }).group).toBe(accuracy({ numClasses: 3 }).group);
    const state = new MetricState(statScores({ task: 'multiclass' }));
    await expect(state.update([4, 7], [4, 1])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});

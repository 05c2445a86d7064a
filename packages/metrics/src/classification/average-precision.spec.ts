import { MetricState } from '@lml/core';

import { averagePrecision } from './average-precision.js';

describe('average-precision', () => {
  it('leaves a class without positives out of the mean where all scores are kept', async () => {
    const prediction = [[0.5, 0.25, 0.25], [0.75, 0.125, 0.125], [0.25, 0.5, 0.25]]; // prettier-ignore
    const values = (['none', 'macro', 'weighted'] as const).map(async (average) => {
      const state = new MetricState(averagePrecision({ average }));
      await state.update(prediction, [0, 0, 1]);
      return state.compute();
    });
    const none = { dtype: 'float64', shape: [3], data: Float64Array.of(1, 1, NaN) };
    expect(await Promise.all(values)).toEqual([none, 1, 1]);
  });
});

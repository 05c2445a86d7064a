import { MetricState } from '@lml/core';

import { meanAbsoluteError } from './mean-absolute-error.js';

describe('meanAbsoluteError', () => {
  it('weighs samples, and tells outputs apart', async () => {
    const state = new MetricState(meanAbsoluteError({ numOutputs: 2 }));
    const predictions = [
      [1, -2],
      [3, 4],
    ];
    await state.update(
      predictions,
      [
        [0, 0],
        [0, 0],
      ],
      { weight: [3, 1] },
    );
    expect(state.compute()).toMatchObject({ shape: [2], data: Float64Array.of(6 / 4, 10 / 4) });
  });
});

import { MetricState } from '@lml/core';

import { relativeSquaredError } from './relative-squared-error.js';

describe('relativeSquaredError', () => {
  it('is infinite for wrong predictions of targets that are equal, 0 for right ones', async () => {
    for (const [prediction, expected] of [
      [[2, 3], Infinity],
      [[2, 2], 0],
    ] as const) {
      const state = new MetricState(relativeSquaredError());
      await state.update(prediction, [2, 2]);
      expect(state.compute()).toBe(expected);
    }
  });
});

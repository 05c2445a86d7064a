import { MetricState } from '@lml/core';

import { coverageError } from './coverage-error.js';

describe('coverageError', () => {
  it('counts nothing for a sample without right labels, and labels of infinite scores', async () => {
    const state = new MetricState(coverageError());
    await state.update([[Infinity, 0, 1], [1, -Infinity, 0]], [[0, 0, 0], [1, 1, 0]]); // prettier-ignore
    expect(state.compute()).toBe(3 / 2);
  });
});

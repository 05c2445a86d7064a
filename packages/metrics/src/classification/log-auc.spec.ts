import { MetricState } from '@lml/core';

import { logAuc } from './log-auc.js';

describe('log-auc', () => {
  it('goes on to the corners where thresholds do not reach them', async () => {
    const state = new MetricState(logAuc({ task: 'binary', thresholds: [0.5], fprRange: [0.1, 1] }));
    await state.update([0.75, 0.25, 0.75, 0.25], [1, 1, 0, 0]);
    // One point (0.5, 0.5) on the diagonal: heights 0.1, 0.5, 1 over log 0.1, log 0.5, log 1.
    const area = (Math.log(5) * 0.6 + Math.log(2) * 1.5) / 2;
    expect(state.compute()).toBeCloseTo(area / Math.log(10), 12);
  });

  it.each([[[0, 0.5]], [[0.5, 0.1]], [[0.1, 1.5]]])('refuses the range %p', (fprRange) => {
    expect(() => logAuc({ fprRange: fprRange as [number, number] })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
  });
});

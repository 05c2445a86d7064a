import { MetricState } from '@lml/core';

import { calibrationCurve } from './calibration-curve.js';
import { calibrationError } from './calibration-error.js';

describe('calibrationError', () => {
  it('is counted together with the curve and other norms, and not with other bins', () => {
    const { group } = calibrationError({ nBins: 4 });
    expect(calibrationCurve({ nBins: 4 }).group).toBe(group);
    expect(calibrationError({ nBins: 4, norm: 'max' }).group).toBe(group);
    expect(calibrationError({ nBins: 5 }).group).not.toBe(group);
    expect(calibrationError({ nBins: 4, scores: 'logits' }).group).not.toBe(group);
  });

  it('is of the highest probability of several classes', async () => {
    const state = new MetricState(calibrationError({ nBins: 1 }));
    await state.update([[0.25, 0.75], [0.5, 0.25]], [1, 1]); // prettier-ignore
    expect(state.compute()).toBe(0.625 - 0.5);
  });

  it('has no value of nothing', () => {
    for (const norm of ['l1', 'l2', 'max'] as const)
      expect(new MetricState(calibrationError({ norm })).compute()).toBeNaN();
  });

  it('keeps no sample, but what the curve is made of too', async () => {
    const state = new MetricState(calibrationError());
    await state.update([0.25, 0.5], [0, 1]);
    expect(state.metric).not.toHaveProperty('keep');
    expect(calibrationCurve().compute(state.values)).toMatchObject({ lines: [{ x: { shape: [2] } }] });
  });
});

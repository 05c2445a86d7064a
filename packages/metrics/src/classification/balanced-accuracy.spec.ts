import { MetricState } from '@lml/core';

import { balancedAccuracy } from './balanced-accuracy.js';
import { classificationReport } from './classification-report.js';

describe('balancedAccuracy', () => {
  it('is no better for guessing the class of most', async () => {
    const state = new MetricState(balancedAccuracy({ numClasses: 3 }));
    await state.update([0, 0, 0, 0, 0], [0, 0, 0, 1, 2]);
    expect(state.compute()).toBeCloseTo(1 / 3);
    const adjusted = new MetricState(balancedAccuracy({ numClasses: 3, adjusted: true }));
    await adjusted.update([0, 0, 0, 0, 0], [0, 0, 0, 1, 2]);
    expect(adjusted.compute()).toBeCloseTo(0);
  });

  it('has no value where nothing was counted, and adjusted none of one class', async () => {
    const state = new MetricState(balancedAccuracy({ numClasses: 3, adjusted: true }));
    expect(state.compute()).toBeNaN();
    await state.update([0, 0], [0, 0]);
    expect(state.compute()).toBeNaN();
    await state.update([1], [0]);
    expect(state.compute()).toBe(-Infinity);
  });

  it('weighs samples, and refuses weights that do not fit', async () => {
    const state = new MetricState(balancedAccuracy({ numClasses: 2 }));
    await state.update([0, 1, 1], [0, 0, 1], { weight: [1, 3, 1] });
    expect(state.compute()).toBe((0.25 + 1) / 2);
    const unfit = state.update([0, 1], [0, 0], { weight: [1, 3, 1] });
    await expect(unfit).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });

  it('counts as the report does', () => {
    expect(balancedAccuracy({ numClasses: 2 }).group).toBe(classificationReport({ numClasses: 2 }).group);
  });
});

import { MetricState } from '@lml/core';

import { averagePrecision } from './average-precision.js';
import { recallAtFixedPrecision } from './recall-at-fixed-precision.js';
import { auroc } from './auroc.js';

describe('auroc', () => {
  it('has counts in common with all metrics of its family', () => {
    const common = { thresholds: 9, numClasses: 3 };
    const { group } = auroc({ ...common, average: 'none' });
    expect(averagePrecision(common).group).toBe(group);
    expect(recallAtFixedPrecision({ ...common, minPrecision: 0.5 }).group).toBe(group);
    expect(auroc({ ...common, scores: 'logits' }).group).not.toBe(group);
  });

  it('is 0 of nothing, and of one class only', async () => {
    for (const thresholds of [undefined, 5]) {
      const state = new MetricState(auroc({ task: 'binary', thresholds }));
      expect(state.compute()).toBe(0);
      await state.update([0.5, 0.75], [0, 0]);
      expect(state.compute()).toBe(0);
    }
  });

  it('ranks scores of any size', async () => {
    const state = new MetricState(auroc({ task: 'binary', scores: 'logits' }));
    await state.update([-40, 30, 25, 1e30], [0, 1, 0, 1]);
    expect(state.compute()).toBe(1);
  });

  it('refuses an area up to a rate for several classes', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => auroc({ maxFpr: 0.5 })).toThrow(refused);
    expect(() => auroc({ maxFpr: 0.5, task: 'multiclass' })).toThrow(refused);
    expect(() => auroc({ maxFpr: 0, task: 'binary' })).toThrow(refused);
    expect(() => auroc({ maxFpr: 1.5, task: 'binary' })).toThrow(refused);
    expect(() => auroc({ thresholds: [] })).toThrow(refused);
    expect(() => auroc({ thresholds: [0.5, 1.5] })).toThrow(refused);
  });
});

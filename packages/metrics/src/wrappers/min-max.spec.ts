import { MetricState } from '@lml/core';

import { mean } from '../aggregation/mean.js';
import { accuracy } from '../classification/accuracy.js';
import { minMax } from './min-max.js';

describe('minMax', () => {
  it('knows the least and the greatest result, also after a reset and in a copy', async () => {
    const state = new MetricState(minMax({ metric: mean() }));
    await state.update([3]);
    expect(state.compute()).toEqual({ raw: 3, min: 3, max: 3 });
    await state.update([1]);
    expect(state.compute()).toEqual({ raw: 2, min: 2, max: 3 });
    state.reset();
    const copy = state.clone();
    await copy.update([2.5]);
    expect(copy.compute()).toEqual({ raw: 2.5, min: 2, max: 3 });
    await state.update([7]);
    expect(state.compute()).toEqual({ raw: 7, min: 2, max: 7 });
  });

  it('does not take the metric of one batch for a result', async () => {
    const state = new MetricState(minMax({ metric: mean() }));
    expect(await state.forward([9])).toEqual({ raw: 9, min: 9, max: 9 });
    await state.update([1]);
    expect(state.compute()).toEqual({ raw: 5, min: 5, max: 5 });
  });

  it('leaves out NaN', async () => {
    const state = new MetricState(minMax({ metric: mean() }));
    expect(state.compute()).toEqual({ raw: NaN, min: NaN, max: NaN });
    await state.update([2]);
    expect(state.compute()).toEqual({ raw: 2, min: 2, max: 2 });
  });

  it('refuses a metric that gives no number', async () => {
    const state = new MetricState(minMax({ metric: accuracy({ numClasses: 2, average: 'none' }) }));
    await state.update([0], [0]);
    expect(() => state.compute()).toThrow('metric of min-max must be one that gives a number');
  });
});

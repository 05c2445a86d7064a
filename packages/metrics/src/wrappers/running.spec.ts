import { MetricState } from '@lml/core';

import { mean } from '../aggregation/mean.js';
import { accuracy } from '../classification/accuracy.js';
import { running } from './running.js';

describe('running', () => {
  it('is that of the last batches, weighed as they are', async () => {
    const state = new MetricState(running({ metric: mean(), window: 2 }));
    await state.update([100]);
    expect(state.compute()).toBe(100);
    await state.update([1, 2]);
    await state.update([6]);
    expect(state.compute()).toBe(3);
  });

  it('has all batches where there are fewer, and is that of nothing before the first', async () => {
    const state = new MetricState(running({ metric: accuracy({ numClasses: 2 }) }));
    expect(state.compute()).toBe(0);
    await state.update([0, 1], [0, 0]);
    await state.update([1], [1]);
    expect(state.compute()).toBe(2 / 3);
  });

  it('goes on with the part that is merged', async () => {
    const [one, other] = [mean(), mean()].map((metric) => new MetricState(running({ metric, window: 2 })));
    for (const value of [1, 2]) await one!.update([value]);
    await other!.update([4]);
    one!.merge(other!);
    expect(one!.compute()).toBe(3);
  });

  it('refuses what keeps samples', () => {
    const metric = accuracy({ numClasses: 2, multidimAverage: 'samplewise' });
    expect(() => running({ metric })).toThrow('metric of running must be one that keeps no samples');
  });
});

import { MetricState } from '@lml/core';

import { accuracy } from '../classification/accuracy.js';
import { binaryTarget } from './binary-target.js';

describe('binaryTarget', () => {
  it('is 1 strictly above the threshold', async () => {
    const state = new MetricState(binaryTarget({ metric: accuracy({ task: 'binary' }), threshold: 2 }));
    await state.update([1, 1, 1, 0], [1.5, 2, 2.5, 7]);
    expect(state.compute()).toBe(0.25);
  });

  it('counts by itself: targets are others', () => {
    const metric = accuracy({ task: 'binary' });
    expect(metric.group).toBeDefined();
    expect(binaryTarget({ metric })).toMatchObject({ name: 'binary-target-accuracy', higherIsBetter: true });
    expect(binaryTarget({ metric }).group).toBeUndefined();
  });
});

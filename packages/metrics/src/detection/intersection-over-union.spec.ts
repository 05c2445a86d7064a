import { ndArray, MetricState } from '@lml/core';

import { minMax } from '../wrappers/min-max.js';
import { intersectionOverUnion } from './intersection-over-union.js';

const image = (boxes: number[][], labels: number[]) => ({ boxes, labels });

describe('intersectionOverUnion', () => {
  it('is the mean of pairs of one class, or of all pairs', async () => {
    const found = [image([[0, 0, 2, 2], [0, 0, 4, 4]], [1, 2])]; // prettier-ignore
    const right = [image([[0, 0, 2, 4]], [1])];
    const same = new MetricState(intersectionOverUnion());
    await same.update(found, right);
    expect(same.compute()).toBe(1 / 2);
    const all = new MetricState(intersectionOverUnion({ respectLabels: false }));
    await all.update(found, right);
    expect(all.compute()).toBe((1 / 2 + 1 / 2) / 2);
  });

  it('counts boxes without an area as 0', async () => {
    const state = new MetricState(intersectionOverUnion({ classMetrics: true }));
    await state.update([image([[1, 1, 1, 1]], [0])], [image([[1, 1, 1, 1]], [0])]);
    expect(state.compute()).toEqual({
      value: 0,
      perClass: ndArray(Float64Array.of(0)),
      classes: ndArray(Int32Array.of(0)),
    });
  });

  it('is remembered by a wrapper', async () => {
    const state = new MetricState(minMax({ metric: intersectionOverUnion() }));
    await state.update([image([[0, 0, 2, 2]], [1])], [image([[0, 0, 2, 2]], [1])]);
    expect(state.compute()).toEqual({ raw: 1, min: 1, max: 1 });
  });
});

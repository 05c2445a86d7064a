import { MetricState, ndArray } from '@lml/core';

import { panopticQuality } from './panoptic-quality.js';

const options = { things: [0], stuffs: [7] };

describe('panopticQuality', () => {
  it('does not look at the numbers of instances, but at which pixels have one', async () => {
    const state = new MetricState(panopticQuality(options));
    const prediction = [[[0, 1], [0, 1], [0, 2], [7, 3]]]; // prettier-ignore
    const target = [[[0, 9], [0, 9], [0, 4], [7, 0]]]; // prettier-ignore
    await state.update(prediction, target);
    expect(state.compute()).toBe(1);
    await state.update([[[0, 1], [0, 1], [0, 1], [7, 3]]], target); // prettier-ignore
    // Things: 1, 1 and 2/3 of intersection over union, one that is missed.
    expect(state.compute()).toBeCloseTo(((1 + 1 + 2 / 3) / 3.5 + 1) / 2);
  });

  it('says which category is unknown, and which shapes it takes', async () => {
    const state = new MetricState(panopticQuality(options));
    const pixels = (...rows: number[][]) => ndArray(Int32Array.from(rows.flat()), { shape: [1, rows.length, 2] });
    await expect(state.update(pixels([3, 0]), pixels([0, 0]))).rejects.toThrow('one of 0, 7, got 3');
    await expect(state.update([[0, 0]], [[0, 0]])).rejects.toThrow('[batch, …, 2]');
    await expect(state.update(pixels([0, 0]), pixels([0, 0], [0, 1]))).rejects.toThrow(
      '[1, 1, 2] and targets [1, 2, 2]',
    );
    expect(() => panopticQuality({ things: [1], stuffs: [1] })).toThrow('must not be things too, as 1 is');
    expect(state.compute()).toBeNaN();
  });
});

import { MetricState } from '@lml/core';

import { binaryFairness } from './binary-fairness.js';
import { binaryGroupStatRates } from './binary-group-stat-rates.js';

describe('binaryGroupStatRates', () => {
  it('takes the group of each sample for all its positions, or one for each', async () => {
    const grid = [
      [1, 0],
      [1, 1],
    ];
    const right = [
      [1, 1],
      [0, 1],
    ];
    const [bySample, byPosition] = [0, 1].map(() => new MetricState(binaryGroupStatRates({ numGroups: 2 })));
    await bySample!.update(grid, right, { groups: [0, 1] });
    await byPosition!.update(grid, right, {
      groups: [
        [0, 0],
        [1, 1],
      ],
    });
    expect(bySample!.compute()).toEqual(byPosition!.compute());
    expect(bySample!.compute()).toMatchObject({ group0: { truePositives: 0.5, falseNegatives: 0.5 } });
    const unfit = bySample!.update(grid, right, { groups: [0, 1, 1] });
    await expect(unfit).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });

  it('has no rates of a group without samples', async () => {
    const state = new MetricState(binaryGroupStatRates({ numGroups: 2 }));
    await state.update([1], [1], { groups: [1] });
    expect(state.compute()).toMatchObject({ group0: { truePositives: NaN }, group1: { truePositives: 1 } });
  });

  it.each([
    ['groups', [0.5, 0.5], [1, 0], [0, 2]],
    ['groups', [0.5, 0.5], [1, 0], [0, 0.5]],
    ['target', [0.5, 0.5], [1, 2], [0, 1]],
    ['prediction', [0.5, 1.5], [1, 0], [0, 1]],
  ] as const)('does not count %s that are none', async (argument, prediction, target, groups) => {
    const state = new MetricState(binaryGroupStatRates({ numGroups: 2 }));
    await expect(state.update(prediction, target, { groups })).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
      argument,
    });
  });

  it('counts as the fairness does', () => {
    expect(binaryGroupStatRates({ numGroups: 3 }).group).toBe(binaryFairness({ numGroups: 3 }).group);
  });
});

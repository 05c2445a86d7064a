import { MetricState } from '@lml/core';

import { binaryFairness } from './binary-fairness.js';

describe('binaryFairness', () => {
  it('asks for the column of groups, which may have another name', async () => {
    const missing = new MetricState(binaryFairness({ numGroups: 2 })).update([0.9, 0.2], [1, 0]);
    await expect(missing).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    const state = new MetricState(
      binaryFairness({ numGroups: 2, task: 'demographic-parity', columns: { groups: 'country' } }),
    );
    await state.update([0.9, 0.8, 0.9, 0.2], undefined, { country: [0, 0, 1, 1] });
    expect(state.compute()).toEqual({ demographicParity: { value: 0.5, lowestGroup: 1, highestGroup: 0 } });
  });

  it('counts with the rates of its groups only where it looks at targets', () => {
    const [all, equal, parity] = (['all', 'equal-opportunity', 'demographic-parity'] as const).map((task) =>
      binaryFairness({ numGroups: 2, task }),
    );
    expect(all!.group).toBe(equal!.group);
    expect(all!.group).not.toBe(parity!.group);
  });

  it('is 0 where nothing was counted', () => {
    const state = new MetricState(binaryFairness({ numGroups: 2, task: 'equal-opportunity' }));
    expect(state.compute()).toEqual({ equalOpportunity: { value: 0, lowestGroup: 0, highestGroup: 0 } });
  });
});

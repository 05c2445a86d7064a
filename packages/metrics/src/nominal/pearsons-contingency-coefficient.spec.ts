import { MetricState } from '@lml/core';

import { pearsonsContingencyCoefficient } from './pearsons-contingency-coefficient.js';

describe('pearsonsContingencyCoefficient', () => {
  it.each([2, 3, 5])('is at most the root of (r − 1) / r of %p categories', async (numClasses) => {
    const state = new MetricState(pearsonsContingencyCoefficient({ numClasses }));
    const all = Array.from({ length: numClasses }, (_, category) => category);
    await state.update(all, all.toReversed());
    expect(state.compute()).toBeCloseTo(Math.sqrt((numClasses - 1) / numClasses));
  });

  it('has no value where nothing was counted', () => {
    expect(new MetricState(pearsonsContingencyCoefficient({ numClasses: 3 })).compute()).toBeNaN();
  });
});

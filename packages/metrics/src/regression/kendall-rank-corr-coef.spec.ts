import { MetricState } from '@lml/core';

import { kendallRankCorrCoef } from './kendall-rank-corr-coef.js';

describe('kendallRankCorrCoef', () => {
  it('has a p-value for each output', async () => {
    const state = new MetricState(kendallRankCorrCoef({ tTest: true, numOutputs: 2 }));
    await state.update(
      [
        [1, 1],
        [2, 5],
        [3, 3],
      ],
      [
        [1, 9],
        [2, 8],
        [3, 7],
      ],
    );
    expect(state.compute()).toMatchObject({
      value: { shape: [2], data: Float64Array.of(1, -1 / 3) },
      pValue: { shape: [2] },
    });
  });

  it('tells a rising from a falling order by the alternative', async () => {
    const values = await Promise.all(
      (['less', 'greater'] as const).map(async (alternative) => {
        const state = new MetricState(kendallRankCorrCoef({ tTest: true, alternative }));
        await state.update([1, 2, 3, 4, 5], [1, 2, 3, 5, 4]);
        return (state.compute() as { pValue: number }).pValue;
      }),
    );
    expect(values[0]).toBeGreaterThan(0.9);
    expect(values[0]! + values[1]!).toBeCloseTo(1, 12);
  });
});

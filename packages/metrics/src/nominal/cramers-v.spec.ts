import { MetricState } from '@lml/core';

import { cramersV } from './cramers-v.js';
import { tschuprowsT } from './tschuprows-t.js';

describe('cramersV', () => {
  it('does not tell which is which', async () => {
    const states = [0, 1].map(() => new MetricState(cramersV({ numClasses: 3 })));
    const series = [
      [0, 1, 2, 2, 1, 0, 0],
      [0, 1, 1, 2, 1, 0, 2],
    ] as const;
    await states[0]!.update(series[0], series[1]);
    await states[1]!.update(series[1], series[0]);
    expect(states[0]!.compute()).toBeCloseTo(states[1]!.compute() as number, 12);
  });

  it('has no value where nothing was counted', () => {
    for (const biasCorrection of [true, false])
      expect(new MetricState(cramersV({ numClasses: 3, biasCorrection })).compute()).toBeNaN();
  });

  it('counts with the metrics of its family', () => {
    expect(cramersV({ numClasses: 3 }).group).toBe(tschuprowsT({ numClasses: 3, biasCorrection: false }).group);
  });
});

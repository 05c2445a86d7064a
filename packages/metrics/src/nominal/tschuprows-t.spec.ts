import { MetricState } from '@lml/core';

import { cramersV } from './cramers-v.js';
import { tschuprowsT } from './tschuprows-t.js';

describe('tschuprowsT', () => {
  it('is less than V where categories are not as many, and equal where they are', async () => {
    const value = async (create: typeof cramersV | typeof tschuprowsT, target: number[]) => {
      const state = new MetricState(create({ numClasses: 3, biasCorrection: false }));
      await state.update([0, 1, 2, 2, 1, 0], target);
      return state.compute() as number;
    };
    expect(await value(tschuprowsT, [0, 1, 1, 1, 1, 0])).toBeCloseTo(
      (await value(cramersV, [0, 1, 1, 1, 1, 0])) * 2 ** -0.25,
    );
    expect(await value(tschuprowsT, [0, 1, 2, 1, 1, 0])).toBeCloseTo(await value(cramersV, [0, 1, 2, 1, 1, 0]));
  });
});

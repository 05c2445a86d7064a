import { MetricState } from '@lml/core';

import { diceScore } from './dice-score.js';
import { meanIou } from './mean-iou.js';

describe('diceScore', () => {
  it('is 2 J / (1 + J) of the intersection over union', async () => {
    const options = { numClasses: 2, inputFormat: 'index' } as const;
    const [dice, iou] = [diceScore({ ...options, average: 'none' }), meanIou({ ...options, perClass: true })].map(
      (metric) => new MetricState(metric),
    );
    for (const state of [dice!, iou!]) await state.update([[0, 1, 1, 0, 1]], [[0, 0, 1, 1, 1]]);
    const [found, right] = [dice!, iou!].map((state) => Array.from((state.compute() as { data: Float64Array }).data));
    found!.forEach((score, label) => expect(score).toBeCloseTo((2 * right![label]!) / (1 + right![label]!)));
  });

  it('tells images one by one from pixels of all', async () => {
    const of = async (aggregationLevel: 'samplewise' | 'global'): Promise<unknown> => {
      const state = new MetricState(
        diceScore({ numClasses: 2, inputFormat: 'index', average: 'none', aggregationLevel }),
      );
      await state.update([[1, 1, 1, 1], [0, 0, 0, 1]], [[1, 1, 1, 1], [0, 0, 1, 0]]); // prettier-ignore
      return Array.from((state.compute() as { data: Float64Array }).data, (score) => Number(score.toFixed(6)));
    };
    expect(await of('samplewise')).toEqual([0.666667, 0.5]);
    expect(await of('global')).toEqual([0.666667, 0.8]);
  });
});

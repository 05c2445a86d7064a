import { MetricState } from '@lml/core';

import { precision } from './precision.js';
import { recall } from './recall.js';

describe('precision', () => {
  it('is the recall where predictions and targets change places', async () => {
    const [first, second] = [
      [0, 2, 1, 1, 0, 2],
      [0, 1, 1, 2, 0, 0],
    ] as const;
    for (const average of ['micro', 'macro', 'none'] as const) {
      const [there, back] = [precision, recall].map((create) => new MetricState(create({ average, numClasses: 4 })));
      await there!.update(first, second);
      await back!.update(second, first);
      expect(there!.compute()).toEqual(back!.compute());
    }
  });

  it('counts any classes for the average micro', async () => {
    const state = new MetricState(precision({ task: 'multiclass' }));
    await state.update([4, 7, 9], [4, 1, 9]);
    expect(state.compute()).toBeCloseTo(2 / 3);
  });

  it('refuses a zeroDivision between 0 and 1', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => precision({ zeroDivision: 0.5 as never })).toThrow(refused);
  });
});

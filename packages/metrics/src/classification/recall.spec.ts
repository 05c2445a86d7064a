import { MetricState } from '@lml/core';

import { accuracy } from './accuracy.js';
import { recall } from './recall.js';

describe('recall', () => {
  it('is, over classes, their accuracy', async () => {
    for (const average of ['macro', 'weighted', 'none'] as const) {
      const states = [recall, accuracy].map((create) => new MetricState(create({ average, numClasses: 3 })));
      for (const state of states) await state.update([0, 2, 1, 1], [0, 1, 1, 0]);
      expect(states[0]!.compute()).toEqual(states[1]!.compute());
    }
  });

  it('has counts in common with the metrics of its family', () => {
    expect(recall({ numClasses: 3, average: 'macro', zeroDivision: 1 }).group).toBe(accuracy({ numClasses: 3 }).group);
    expect(recall({ numClasses: 3, topK: 2 }).group).not.toBe(accuracy({ numClasses: 3 }).group);
  });
});

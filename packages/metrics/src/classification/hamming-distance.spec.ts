import { MetricState } from '@lml/core';

import { accuracy } from './accuracy.js';
import { hammingDistance } from './hamming-distance.js';

describe('hammingDistance', () => {
  it('is what the accuracy lacks, in each task', async () => {
    const grid = [
      [1, 0, 1],
      [0, 0, 1],
    ];
    const right = [
      [1, 1, 1],
      [0, 1, 0],
    ];
    for (const task of ['binary', 'multilabel'] as const) {
      const states = [hammingDistance, accuracy].map((create) => new MetricState(create({ task })));
      for (const state of states) await state.update(grid, right);
      expect(states[0]!.compute()).toBeCloseTo(1 - (states[1]!.compute() as number));
    }
  });

  it('is lower where more is right', () => {
    expect(hammingDistance()).toMatchObject({ higherIsBetter: false });
  });
});

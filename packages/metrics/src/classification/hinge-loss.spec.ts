import { MetricState } from '@lml/core';

import { hingeLoss } from './hinge-loss.js';

describe('hingeLoss', () => {
  it('is of the scores as they are', async () => {
    const state = new MetricState(hingeLoss({ scores: 'logits' }));
    await state.update([3, -3, 0.5], [1, 1, 0]);
    expect(state.compute()).toBe((0 + 4 + 1.5) / 3);
  });

  it('is told by a number of classes which they are, one against all others', async () => {
    const apart = hingeLoss({ scores: 'logits', multiclassMode: 'one-vs-all' });
    await expect(new MetricState(apart).update([1, 0], [1, 0])).rejects.toThrow(
      /numClasses.*one-vs-all.*numClasses: 3/,
    );
    const state = new MetricState(apart);
    await state.update([[1, -2], [0, 0.5]], [0, 1]); // prettier-ignore
    expect(state.compute()).toMatchObject({ shape: [2], data: Float64Array.of(0.5, 0.25) });
  });
});

import { MetricState } from '@lml/core';

import { recall } from './recall.js';
import { specificity } from './specificity.js';

describe('specificity', () => {
  it('is the recall of label 0', async () => {
    const [own, other] = [specificity({ task: 'binary' }), recall({ task: 'binary' })].map(
      (one) => new MetricState(one),
    );
    await own!.update([1, 0, 1, 0, 0], [1, 0, 0, 1, 0]);
    await other!.update([0, 1, 0, 1, 1], [0, 1, 1, 0, 1]);
    expect(own!.compute()).toBe(other!.compute());
  });

  it('asks for the number of classes, without which there are no true negatives', async () => {
    const state = new MetricState(specificity({ task: 'multiclass' }));
    await expect(state.update([4, 7], [4, 1])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    expect(() => state.compute()).toThrow(/Write specificity\(\{ numClasses: 3 \}\)/);
  });

  it('counts any number of labels together', async () => {
    const state = new MetricState(specificity({ task: 'multilabel' }));
    await state.update([[1, 0, 1]], [[1, 0, 0]]);
    expect(state.compute()).toBe(0.5);
  });
});

import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { fleissKappa } from './fleiss-kappa.js';

describe('fleissKappa', () => {
  it('takes the most raters, whichever part had them', async () => {
    const [whole, first, second] = [0, 1, 2].map(() => new MetricState(fleissKappa({ numClasses: 2 })));
    const rows = [
      [3, 1],
      [1, 1],
      [0, 2],
    ];
    await whole!.update(rows);
    await first!.update(rows.slice(0, 1));
    await second!.update(rows.slice(1));
    second!.merge(first!);
    expect(second!.compute()).toBeCloseTo(whole!.compute() as number, 12);
  });

  it('has no value where nothing was counted, and counts an empty batch as nothing', async () => {
    const state = new MetricState(fleissKappa({ numClasses: 2, mode: 'probs' }));
    await state.update(tf.zeros([0, 3, 2]));
    expect(state.compute()).toBeNaN();
  });

  it('refuses shares of raters', async () => {
    const state = new MetricState(fleissKappa({ numClasses: 2 }));
    await expect(state.update([[0.5, 0.5]])).rejects.toThrow(/mode: 'probs'/);
    await expect(state.update([1, 2])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    const unknown = new MetricState(fleissKappa()).update([[1, 2]]);
    await expect(unknown).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});

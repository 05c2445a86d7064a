import { MetricState } from '@lml/core';

import { cohenKappa } from './cohen-kappa.js';

describe('cohenKappa', () => {
  it('does not tell predictions from targets', async () => {
    const [there, back] = [0, 1].map(() => new MetricState(cohenKappa({ numClasses: 3, weights: 'linear' })));
    await there!.update([0, 1, 2, 2, 1], [0, 1, 1, 2, 0]);
    await back!.update([0, 1, 1, 2, 0], [0, 1, 2, 2, 1]);
    expect(there!.compute()).toBeCloseTo(back!.compute() as number, 12);
  });

  it('has no value where nothing was counted, or all is one class', async () => {
    const state = new MetricState(cohenKappa({ numClasses: 3 }));
    expect(state.compute()).toBeNaN();
    await state.update([1, 1], [1, 1]);
    expect(state.compute()).toBeNaN();
  });

  it('is not of labels that may hold together', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => cohenKappa({ task: 'multilabel' as never })).toThrow(refused);
  });
});

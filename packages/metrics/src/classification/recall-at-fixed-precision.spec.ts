import { MetricState } from '@lml/core';

import { recallAtFixedPrecision } from './recall-at-fixed-precision.js';

describe('recall-at-fixed-precision', () => {
  it('prefers of equal recalls that of the highest precision, and has no threshold where nothing has the minimum', async () => {
    const state = new MetricState(recallAtFixedPrecision({ task: 'binary', minPrecision: 0.5 }));
    await state.update([0.75, 0.5, 0.25], [1, 0, 0]);
    expect(state.compute()).toEqual({ value: 1, threshold: 0.75 });
    state.reset();
    await state.update([0.75, 0.5, 0.25], [0, 0, 1]);
    expect(state.compute()).toEqual({ value: 0, threshold: NaN });
  });

  it('refuses a minimum that is missing or no share', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => recallAtFixedPrecision({} as never)).toThrow(refused);
    expect(() => recallAtFixedPrecision({ minPrecision: 1.5 })).toThrow(refused);
  });
});

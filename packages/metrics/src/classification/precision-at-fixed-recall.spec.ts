import { MetricState } from '@lml/core';

import { precisionAtFixedRecall } from './precision-at-fixed-recall.js';

describe('precision-at-fixed-recall', () => {
  it('prefers of equal precisions that of the highest recall, for each class', async () => {
    const state = new MetricState(precisionAtFixedRecall({ minRecall: 0.5, thresholds: 5 }));
    await state.update([[0.75, 0.25], [0.5, 0.5], [0.25, 0.75], [0.5, 0.5]], [0, 0, 1, 1]); // prettier-ignore
    const each = (...data: number[]) => ({ dtype: 'float64', shape: [2], data: Float64Array.from(data) });
    expect(state.compute()).toEqual({ value: each(1, 1), threshold: each(0.75, 0.75) });
  });

  it('refuses a minimum that is missing or no share', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => precisionAtFixedRecall({} as never)).toThrow(refused);
    expect(() => precisionAtFixedRecall({ minRecall: 1.5 })).toThrow(refused);
  });
});

import { MetricState } from '@lml/core';

import { sensitivityAtSpecificity } from './sensitivity-at-specificity.js';

describe('sensitivity-at-specificity', () => {
  it('counts specificity, so that rounding does not miss the minimum', async () => {
    const state = new MetricState(sensitivityAtSpecificity({ task: 'binary', minSpecificity: 0.1 }));
    const negatives = Array.from({ length: 10 }, (_, index) => (index === 0 ? 0.125 : 0.75));
    await state.update([...negatives, 0.5], [...negatives.map(() => 0), 1]);
    expect(state.compute()).toEqual({ value: 1, threshold: 0.5 });
  });

  it('refuses a minimum that is missing or no share', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => sensitivityAtSpecificity({} as never)).toThrow(refused);
    expect(() => sensitivityAtSpecificity({ minSpecificity: 1.5 })).toThrow(refused);
  });
});

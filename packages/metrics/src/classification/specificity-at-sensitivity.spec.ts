import { MetricState } from '@lml/core';

import { specificityAtSensitivity } from './specificity-at-sensitivity.js';

describe('specificity-at-sensitivity', () => {
  it('is 0 where given thresholds lie too high', async () => {
    const state = new MetricState(
      specificityAtSensitivity({ task: 'binary', minSensitivity: 0.75, thresholds: [0.5, 0.75] }),
    );
    await state.update([0.75, 0.25, 0.5, 0.25], [1, 1, 0, 0]);
    expect(state.compute()).toEqual({ value: 0, threshold: 1e6 });
  });

  it('refuses a minimum that is missing or no share', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => specificityAtSensitivity({} as never)).toThrow(refused);
    expect(() => specificityAtSensitivity({ minSensitivity: 1.5 })).toThrow(refused);
  });
});

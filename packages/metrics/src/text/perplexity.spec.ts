import { MetricState } from '@lml/core';

import { perplexity } from './perplexity.js';

describe('perplexity', () => {
  it('counts a sequence as often as its weight', async () => {
    const state = new MetricState(perplexity());
    await state.update([[[0, 0]], [[Math.log(3), 0]]], [[0], [0]], { weight: [1, 2] });
    expect(state.compute()).toBeCloseTo(((2 * 16) / 9) ** (1 / 3), 5);
  });

  it('refuses tokens that are none at once, and takes a vocabulary of one', async () => {
    const state = new MetricState(perplexity());
    await expect(state.update([[[0, 0]]], [[2]])).rejects.toThrow('must be token numbers from 0 up to the vocabulary');
    await state.update([[[5]]], [[0]]);
    expect(state.compute()).toBe(1);
  });
});

import { descend } from '../shared/quadratic.fixture.js';
import { adafactor } from './adafactor.js';

describe('adafactor', () => {
  it('keeps rows and columns of what has two axes or more, and all of what has fewer', () => {
    const start = { vector: [1, 2], scalar: [3], kernel: Array.from({ length: 24 }, (_, index) => index) };
    const { slots } = descend(adafactor(), start, 1, { scalar: [], kernel: [2, 3, 4] });
    const sizes = Object.fromEntries(Object.entries(slots).map(([name, values]) => [name, values.length]));
    expect(sizes).toEqual({ 'variance/vector': 2, 'variance/scalar': 1, 'rowVar/kernel': 6, 'colVar/kernel': 8 });
  });

  it('takes steps relative to the weights, and small ones from weights of 0', () => {
    // In the first update the second moment is g², so that each number moves by the step.
    expect(descend(adafactor({ lr: 0.5 }), { a: [8, -8] }, 1).parameters['a']).toEqual([4, -4]);
    expect(descend(adafactor({ lr: 0.5 }), { a: [0, 0] }, 1).parameters['a']).toEqual([0, 0]);
  });
});

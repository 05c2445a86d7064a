import { ndArray } from '../data/nd-array.js';
import { isFiniteArray } from './check-finite-state.js';

describe('isFiniteArray', () => {
  it.each([[NaN], [Infinity], [-Infinity]])('finds %d wherever it stands', (value) => {
    for (let at = 0; at < 5; at++) {
      const numbers = Float32Array.of(1, -3e38, 3e38, 0, -0);
      expect(isFiniteArray(ndArray(numbers))).toBe(true);
      numbers[at] = value;
      expect(isFiniteArray(ndArray(numbers))).toBe(false);
    }
  });

  it('takes whole numbers and nothing at all', () => {
    expect(isFiniteArray(ndArray(Int32Array.of(2 ** 31 - 1)))).toBe(true);
    expect(isFiniteArray(ndArray(new Float32Array(0)))).toBe(true);
  });
});

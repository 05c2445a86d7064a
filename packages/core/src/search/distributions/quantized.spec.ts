import { quantized } from './quantized.js';

describe('quantized', () => {
  it('has numbers in steps, up to the last that a step meets', () => {
    expect(quantized({ low: 0, high: 1, step: 0.4 })).toMatchObject({ low: 0, high: 0.8, step: 0.4, integer: false });
  });

  it('loses no step to decimals', () => {
    expect(quantized({ low: 0, high: 0.3, step: 0.1 }).high).toBeCloseTo(0.3, 12);
    // 0.1 + 0.2 is more than 0.3.
    expect(quantized({ low: 0.1, high: 0.3, step: 0.2 }).high).toBeCloseTo(0.3, 12);
  });

  it.each([
    { low: 0, high: 1, step: 1.5 },
    { low: 0, high: 1, step: 0 },
    { low: 1, high: 0, step: 0.1 },
  ])('refuses %j, by a code', (options) => {
    expect(() => quantized(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});

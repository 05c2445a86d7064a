import { uniform } from './uniform.js';

describe('uniform', () => {
  it('has any number between its ends', () => {
    expect(uniform({ low: -1, high: 0.5 })).toEqual({ type: 'number', low: -1, high: 0.5, log: false, integer: false });
  });

  it.each([
    { low: 1, high: 1 },
    { low: 2, high: 1 },
    { low: 0, high: Infinity },
    { low: NaN, high: 1 },
  ])('refuses %j, by a code', (options) => {
    expect(() => uniform(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});

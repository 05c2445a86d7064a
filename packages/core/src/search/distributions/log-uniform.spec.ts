import { logUniform } from './log-uniform.js';

describe('logUniform', () => {
  it('has numbers above 0, equal factors alike', () => {
    expect(logUniform({ low: 1e-4, high: 0.1 })).toEqual({
      type: 'number',
      low: 1e-4,
      high: 0.1,
      log: true,
      integer: false,
    });
  });

  it.each([
    { low: 0, high: 1 },
    { low: -1, high: 1 },
    { low: 1, high: 0.1 },
  ])('refuses %j, by a code', (options) => {
    expect(() => logUniform(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});

import { int } from './int.js';

describe('int', () => {
  it('includes both ends', () => {
    expect(int({ low: 1, high: 4 })).toEqual({
      type: 'number',
      low: 1,
      high: 4,
      step: 1,
      log: false,
      integer: true,
    });
  });

  it('ends at the last number that a step meets', () => {
    expect(int({ low: 8, high: 100, step: 8 }).high).toBe(96);
    expect(int({ low: -3, high: 4, step: 5 }).high).toBe(2);
  });

  it.each<[Parameters<typeof int>[0], string]>([
    [{ low: 1.5, high: 4 }, 'low'],
    [{ low: 4, high: 4 }, 'must be below high'],
    [{ low: 1, high: 4, step: 0 }, 'step'],
    [{ low: 1, high: 9, step: 2, log: true }, 'must be 1 with log'],
    [{ low: 0, high: 9, log: true }, 'must be at least 1 with log'],
  ])('refuses %j, by a code', (options, text) => {
    expect(() => int(options)).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS', message: expect.stringContaining(text) }),
    );
  });
});

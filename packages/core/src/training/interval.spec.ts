import fc from 'fast-check';

import type { Clock, ClockUnit } from '../learning/clock.js';
import { checkInterval, intervalSchema, isDue, limitedLength, limitSchema, type ClockInterval } from './interval.js';

const clock = (changes: Partial<Clock> = {}): Clock => ({
  batch: 0,
  step: 0,
  samples: 0,
  epoch: 0,
  seconds: 0,
  ...changes,
});

describe('isDue', () => {
  it.each<[ClockUnit, number, number[]]>([
    ['batch', 3, [3, 6, 9]],
    ['step', 5, [5, 10]],
    ['epoch', 1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['seconds', 2.5, [3, 5, 8, 10]],
    ['samples', 100, []],
  ])('holds, for the unit %s, each time that %s have passed', (unit, every, expected) => {
    const times = Array.from({ length: 10 }, (_, index) => index + 1);
    expect(times.filter((now) => isDue({ every, unit }, clock({ [unit]: now - 1 }), clock({ [unit]: now })))).toEqual(
      expected,
    );
  });

  it('holds once where the clock jumps over several', () => {
    expect(isDue({ every: 10, unit: 'samples' }, clock({ samples: 5 }), clock({ samples: 37 }))).toBe(true);
    expect(isDue({ every: 10, unit: 'samples' }, clock({ samples: 37 }), clock({ samples: 39 }))).toBe(false);
  });

  it('does not hold while the clock stands still', () => {
    expect(isDue({ every: 1, unit: 'step' }, clock({ step: 4 }), clock({ step: 4 }))).toBe(false);
  });

  it('holds as often however the way is cut into pieces, so that a resume changes nothing', () => {
    const times = fc
      .array(fc.nat(200), { minLength: 1 })
      .map((values) => [...new Set([0, ...values])].sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), times, (every, stops) => {
        const due = stops
          .slice(1)
          .filter((now, index) =>
            isDue({ every, unit: 'batch' }, clock({ batch: stops[index]! }), clock({ batch: now })),
          );
        const last = stops.at(-1)!;
        const crossed = Array.from({ length: last }, (_, index) => index + 1).filter((now) => now % every === 0);
        expect(due.length).toBeLessThanOrEqual(crossed.length);
        if (stops.length === last + 1) expect(due).toEqual(crossed);
        expect(due.length > 0).toBe(crossed.length > 0);
      }),
    );
  });
});

describe('limitedLength', () => {
  it('leaves all where there is no limit', () => {
    expect([limitedLength(undefined, 7), limitedLength(undefined, undefined)]).toEqual([7, undefined]);
  });

  it('leaves a number of batches, of an epoch and of a stream', () => {
    expect(limitedLength({ batches: 3 }, 7)).toBe(3);
    expect(limitedLength({ batches: 9 }, 7)).toBe(7);
    expect(limitedLength({ batches: 3 }, undefined)).toBe(3);
    expect(limitedLength({ batches: 0 }, 7)).toBe(0);
  });

  it('leaves a fraction of the batches, rounded down', () => {
    expect([0, 0.5, 0.99, 1].map((fraction) => limitedLength({ fraction }, 10))).toEqual([0, 5, 9, 10]);
  });

  it('leaves k batches of n for the fraction k / n and for its decimals', () => {
    expect(limitedLength({ fraction: 0.29 }, 100)).toBe(29);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), (length, choice) => {
        const batches = (choice % length) + 1;
        expect(limitedLength({ fraction: batches / length }, length)).toBe(batches);
      }),
    );
  });

  it('tells 1 from all of it', () => {
    expect([limitedLength({ batches: 1 }, 10), limitedLength({ fraction: 1 }, 10)]).toEqual([1, 10]);
  });

  it.each([
    [{ batches: 1.5 }, 10, /limit\.batches must be an integer of at least 0, got 1\.5/],
    [{ batches: -1 }, 10, /limit\.batches/],
    [{ fraction: 1.5 }, 10, /limit\.fraction must be from 0 to 1, got 1\.5/],
    [{ fraction: NaN }, 10, /limit\.fraction/],
    [{ fraction: 0.05 }, 10, /limit\.fraction must be at least 0\.1, one of 10 batches, got 0\.05/],
    [{ fraction: 0.5 }, undefined, /limit must be \{ batches \}, since the length of a stream is not known/],
  ])('refuses %j of %s batches', (limit, length, message) => {
    expect(() => limitedLength(limit, length)).toThrow(message);
    expect(() => limitedLength(limit, length)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });
});

describe('checkInterval', () => {
  it('gives the interval back', () => {
    const interval: ClockInterval = { every: 0.5, unit: 'seconds' };
    expect(checkInterval('validate', interval)).toBe(interval);
  });

  it.each([
    [{ every: 0, unit: 'step' }, /validate\.every must be greater than 0, got 0/],
    [{ every: NaN, unit: 'step' }, /validate\.every/],
    [{ every: 1, unit: 'steps' }, /validate\.unit must be one of batch, step, samples, epoch, seconds, got 'steps'/],
  ])('refuses %j', (interval, message) => {
    expect(() => checkInterval('validate', interval as ClockInterval)).toThrow(message);
  });
});

describe('The schemas of intervals and limits', () => {
  it('take what the functions take', () => {
    expect(intervalSchema.safeParse({ every: 5, unit: 'step' }).success).toBe(true);
    expect(limitSchema.safeParse({ batches: 5 }).success).toBe(true);
    expect(limitSchema.safeParse({ fraction: 0.5 }).success).toBe(true);
    for (const wrong of [5, { every: 0, unit: 'step' }, { every: 1, unit: 'steps' }, { every: 1 }])
      expect(intervalSchema.safeParse(wrong).success).toBe(false);
    for (const wrong of [1, 1.0, {}, { batches: 1.5 }, { fraction: 2 }, { batches: 1, fraction: 1 }])
      expect(limitSchema.safeParse(wrong).success).toBe(false);
  });
});

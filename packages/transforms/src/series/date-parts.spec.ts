import fc from 'fast-check';

import { changed, faultOf, table } from '../shared/batches.fixture.js';
import { dateParts } from './date-parts.js';

describe('dateParts', () => {
  it('puts parts in the place of dates, beside others', async () => {
    const transform = dateParts({ columns: ['day'], parts: ['year', 'week'], keep: true });
    const batch = table({ a: ['x'], day: [Date.UTC(2021, 0, 3)], b: [7] });
    expect(await changed(transform, batch)).toEqual({
      a: ['x'],
      day: [Date.UTC(2021, 0, 3)],
      day_year: [2021],
      day_week: [53],
      b: [7],
    });
  });

  it('puts together the day that it takes apart, in any year', async () => {
    const transform = dateParts({ parts: ['year', 'month', 'day', 'day-of-year', 'hour', 'minute', 'second'] });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -8.6e12, max: 8.6e12 }), async (seconds) => {
        const made = (await changed(transform, table({ t: [seconds * 1000] }))) as Record<string, number[]>;
        const of = (part: string): number => made[`t_${part}`]![0]!;
        const date = new Date(0);
        date.setUTCFullYear(of('year'), of('month') - 1, of('day'));
        date.setUTCHours(of('hour'), of('minute'), of('second'));
        expect(date.getTime()).toBe(seconds * 1000);
        const first = new Date(0).setUTCFullYear(of('year'), 0, of('day-of-year'));
        expect(Math.floor(date.getTime() / 86_400_000)).toBe(first / 86_400_000);
      }),
      { numRuns: 200 },
    );
  });

  it('reads the first and the last day that there is', async () => {
    const transform = dateParts({ parts: ['year', 'day-of-year', 'week'] });
    expect(await changed(transform, table({ t: [-8.64e15, 8.64e15] }))).toEqual({
      t_year: [-271821, 275760],
      't_day-of-year': [110, 257],
      t_week: [16, 37],
    });
  });

  it('refuses texts, and numbers that are no dates', async () => {
    expect(await faultOf(() => changed(dateParts(), table({ day: ['2024-01-01'] })))).toMatch(
      "LML_INVALID_ARGUMENT: The feature 'day' must be numbers, as dateParts takes them, got '2024-01-01'.",
    );
    expect(await faultOf(() => changed(dateParts(), table({ day: [9e15] })))).toBe(
      "LML_INVALID_ARGUMENT: The feature 'day' must be of dates, in milliseconds since 1970, got 9000000000000000.",
    );
    expect(await faultOf(() => changed(dateParts(), table({ day: [Infinity] })))).toMatch('LML_INVALID_ARGUMENT');
  });
});

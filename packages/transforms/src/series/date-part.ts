/** The parts that a date has. */
export const DATE_PARTS = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'day-of-year',
  'weekday',
  'hour',
  'minute',
  'second',
] as const;

/** A part of a date. */
export type DatePart = (typeof DATE_PARTS)[number];

/** With which number a part begins, and how many there are until it begins again; of the year none. */
export const periods: { readonly [Part in DatePart]?: { readonly first: number; readonly length: number } } = {
  quarter: { first: 1, length: 4 },
  month: { first: 1, length: 12 },
  week: { first: 1, length: 53 },
  day: { first: 1, length: 31 },
  'day-of-year': { first: 1, length: 366 },
  weekday: { first: 0, length: 7 },
  hour: { first: 0, length: 24 },
  minute: { first: 0, length: 60 },
  second: { first: 0, length: 60 },
};

const DAY = 86_400_000;

/** A part of a date in milliseconds since 1970, in UTC. */
export function readDate(milliseconds: number, part: DatePart): number {
  const date = new Date(milliseconds);
  switch (part) {
    case 'year':
      return date.getUTCFullYear();
    case 'quarter':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'month':
      return date.getUTCMonth() + 1;
    case 'week':
      return isoWeek(date);
    case 'day':
      return date.getUTCDate();
    case 'day-of-year':
      return dayOfYear(date);
    case 'weekday':
      return weekdayOf(date);
    case 'hour':
      return date.getUTCHours();
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds();
  }
}

/** 0 is Monday. */
function weekdayOf(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}

function dayOfYear(date: Date): number {
  // In a year of the same length that JavaScript has as a whole: the calendar comes again every 400 years.
  const year = 2000 + (date.getUTCFullYear() % 400);
  return (Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(year, 0, 1)) / DAY + 1;
}

/** Weeks begin on Monday, and belong to the year of their Thursday. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - weekdayOf(date)) * DAY);
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}

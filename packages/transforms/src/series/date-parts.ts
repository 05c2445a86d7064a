import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { featureShape } from '../shared/feature-options.js';
import { numbersOf, plainFeatureTransform } from '../shared/feature-transform.js';
import { DATE_PARTS, periods, readDate, type DatePart } from './date-part.js';

const shape = {
  /** Which parts, each of which becomes a feature. Default: `['year', 'month', 'day', 'weekday', 'hour']`. */
  parts: z
    .array(z.enum(DATE_PARTS))
    .min(1)
    .readonly()
    .default(['year', 'month', 'day', 'weekday', 'hour'])
    .describe('Which parts, each of which becomes a feature.'),
  /**
   * Whether parts that come again (all but the year) are given as sine and cosine, so that December is near January.
   * Default: `false`.
   */
  cyclic: z
    .boolean()
    .default(false)
    .describe(
      'Whether parts that come again (all but the year) are given as sine and cosine, so that December is near January.',
    ),
  /** Whether the date itself is kept, before its parts. Default: `false`. */
  keep: z.boolean().default(false).describe('Whether the date itself is kept, before its parts.'),
};

/** Options of {@link dateParts}. */
export interface DatePartsOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Makes of dates their parts, in UTC: `year`, `quarter` (1 to 4), `month` (1 to 12), `week` (of ISO 8601, 1 to 53), `day` (1 to 31),
 * `day-of-year` (1 to 366), `weekday` (0 is Monday), `hour`, `minute` and `second`. Dates are milliseconds since 1970, as tables
 * give columns of type `date`. Parts of missing dates are missing. A cyclic part is the sine and the cosine of its share of 4 quarters, 12
 * months, 53 weeks, 31 days, 366 days of the year, 7 weekdays, 24 hours, 60 minutes or seconds. Milliseconds of today need
 * float64, as columns of tables have it: bare numbers that a dataset gives become float32, which is two minutes coarse.
 *
 * @throws `LML_INVALID_ARGUMENT` for texts, for numbers that are no dates of JavaScript (±8.64 · 10¹⁵ ms), and for features that there are not.
 *
 * @see pandas' `Series.dt`, whose numbers these are; `week` is that of `isocalendar`.
 *
 * @example
 * ```ts
 * import { DataModule } from '@lml/core';
 * import { records } from '@lml/datasets';
 * import { dateParts } from '@lml/transforms';
 *
 * const rows = [{ day: new Date('2024-02-29') }, { day: new Date('2025-12-31') }];
 * const train = records({ rows, as: 'columns' });
 * const transforms = { all: [dateParts({ columns: ['day'], parts: ['month', 'weekday'] })] };
 * const data = new DataModule({ train, shuffle: false, transforms });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   const { day_month, day_weekday } = batch['input'] as Record<string, { data: Float64Array }>;
 *   [day_month!.data, day_weekday!.data]; // => [Float64Array.of(2, 12), Float64Array.of(3, 2)]
 * }
 * ```
 */
export const dateParts = defineComponent({
  kind: 'transform',
  name: 'date-parts',
  summary: 'Makes of dates their parts: year, month, weekday, hour.',
  schema: z.strictObject({ ...shape, ...featureShape }),
  examples: [{}, { parts: ['month', 'weekday'], cyclic: true, keep: true }],
  create: ({ parts, cyclic, keep, ...settings }): Transform =>
    plainFeatureTransform({
      name: 'dateParts',
      settings,
      apply: (columns) =>
        columns.flatMap((column) => {
          const dates = numbersOf(column, 'dateParts');
          checkDates(column.name, dates);
          const made = parts.flatMap((part) => featuresOf(column.name, dates, part, cyclic));
          return keep ? [column, ...made] : made;
        }),
    }),
});

function featuresOf(name: string, dates: Float64Array, part: DatePart, cyclic: boolean): BlockColumn[] {
  const values = dates.map((date) => (Number.isNaN(date) ? NaN : readDate(date, part)));
  const period = periods[part];
  if (!cyclic || period === undefined) return [{ name: `${name}_${part}`, values }];
  const angle = (value: number): number => (2 * Math.PI * (value - period.first)) / period.length;
  return [
    { name: `${name}_${part}_sin`, values: values.map((value) => Math.sin(angle(value))) },
    { name: `${name}_${part}_cos`, values: values.map((value) => Math.cos(angle(value))) },
  ];
}

function checkDates(name: string, dates: Float64Array): void {
  const odd = dates.find((date) => Math.abs(date) > 8.64e15);
  if (odd === undefined) return;
  throw new InvalidArgumentError(`The feature '${name}'`, 'of dates, in milliseconds since 1970', odd);
}

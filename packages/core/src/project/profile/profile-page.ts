import { ndArray } from '../../data/nd-array.js';
import { escape } from '../../figures/escape.js';
import type { BarsFigure, Figure, MatrixFigure } from '../../learning/figure.js';
import { formatNumber } from '../../training/format.js';
import { dataTable, figureGrid, pageHtml, type DataCell } from '../report/page.js';
import type { ColumnProfile, DataProfile, ValueCount } from './data-profile.js';

/**
 * A page about a dataset, in one file that needs nothing else: a table of its columns, what one should look at, and of each column how
 * its values are distributed.
 *
 * @param profile - What {@link profileDataset} found.
 * @param name - The title of the page, the name of the file say. Default `'Data'`.
 *
 * @example
 * ```ts
 * import { profileDataset, profileHtml } from '@lml/core';
 * import { iris } from '@lml/datasets';
 *
 * const page = profileHtml(await profileDataset(iris()), 'iris');
 * page.includes('<title>iris</title>'); // => true
 * ```
 */
export function profileHtml(profile: DataProfile, name = 'Data'): string {
  const { rows, columns, classes, correlations, duplicates, notes } = profile;
  const figures: Figure[] = [
    ...(classes === undefined ? [] : [countsFigure('classes', classes)]),
    ...columns.flatMap(distributionOf),
  ];
  const matrix = correlations === undefined ? [] : [correlationFigure(correlations)];
  const facts = {
    samples: String(rows),
    columns: String(columns.length),
    missing: String(columns.reduce((sum, { missing }) => sum + missing, 0)),
    ...(duplicates !== undefined && { 'equal samples': String(duplicates) }),
    ...(classes !== undefined && { classes: String(classes.length) }),
  };
  return pageHtml(name, facts, [
    notes.length === 0
      ? ''
      : `<h2>To look at</h2>\n<ul>${notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>`,
    '<h2>Columns</h2>',
    dataTable(
      PROFILE_HEADINGS.map((text, at): DataCell => ({ text, look: at >= 2 && at <= 7 ? 'number' : undefined })),
      columns.map((column) =>
        profileRow(column).map((text, at): DataCell => ({
          text,
          look: at >= 2 && at <= 7 ? 'number' : at > 7 ? 'text' : undefined,
        })),
      ),
    ),
    figures.length === 0 ? '' : `<h2>Distributions</h2>\n${figureGrid(figures)}`,
    matrix.length === 0 ? '' : `<h2>Correlations</h2>\n${figureGrid(matrix)}`,
  ]);
}

/** The headings of {@link profileRow}. */
export const PROFILE_HEADINGS = [
  'column',
  'type',
  'missing',
  'different',
  'min',
  'median',
  'mean',
  'max',
  'most frequent',
] as const;

/** A column in a row of a table. */
export function profileRow({
  name,
  type,
  missing,
  distinct,
  min,
  max,
  mean,
  quartiles,
  top = [],
}: ColumnProfile): string[] {
  const number = (value: number | undefined): string => (value === undefined ? '' : formatNumber(value));
  const frequent = top.slice(0, 3).map(({ value, count }) => `${value.slice(0, 24)} (${count})`);
  return [
    name,
    type,
    String(missing),
    String(distinct),
    number(min),
    number(quartiles?.[1]),
    number(mean),
    number(max),
    `${frequent.join(', ')}${top.length > 3 ? ', …' : ''}`,
  ];
}

function distributionOf({ name, bins = [], top = [] }: ColumnProfile): Figure[] {
  if (top.length > 0) return [countsFigure(name, top)];
  if (bins.length === 0) return [];
  const values = bins.map(({ from, to, count }) => ({ value: `${formatNumber(from)} to ${formatNumber(to)}`, count }));
  return [countsFigure(name, values)];
}

function countsFigure(title: string, counts: readonly ValueCount[]): BarsFigure {
  const values = ndArray(Float64Array.from(counts, ({ count }) => count));
  return { figure: 'bars', title, labels: counts.map(({ value }) => value), values };
}

function correlationFigure({ names, values }: NonNullable<DataProfile['correlations']>): MatrixFigure {
  const data = Float64Array.from(values.flat());
  return {
    figure: 'matrix',
    title: 'correlations of columns',
    values: ndArray(data, { shape: [names.length, names.length] }),
    rows: names,
    columns: names,
  };
}

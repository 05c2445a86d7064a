import { sizeOf } from '../data/nd-array.js';
import { isFigure, type Figure } from '../learning/figure.js';
import type { MetricDetail } from '../learning/metric-report.js';

/** What is known of an array that becomes a figure. */
export interface FigureOfOptions {
  /** What it shows. */
  readonly title: string;
  /** The names of classes; where an axis is as long, its labels. */
  readonly classNames?: readonly string[] | undefined;
}

/**
 * What a metric gave as a figure: an array of one axis (the score of each class) as bars, one of more axes as a matrix, with a column for each entry of
 * its last axis and a row for each entry of the others. A figure stays as it is, but a matrix with as many rows as columns takes the
 * names of classes where it has none.
 *
 * @example
 * ```ts
 * import { figureOf, ndArray } from '@lml/core';
 *
 * const scores = ndArray([0.5, 0.75]); // project.details['test/f1-score']
 * const bars = figureOf(scores, { title: 'F1', classNames: ['cat', 'dog'] });
 * bars; // => { figure: 'bars', title: 'F1', labels: ['cat', 'dog'], values: ndArray([0.5, 0.75]) }
 * ```
 */
export function figureOf(detail: MetricDetail, { title, classNames }: FigureOfOptions): Figure {
  const known = (size: number): readonly string[] | undefined => (classNames?.length === size ? classNames : undefined);
  if (isFigure(detail)) {
    if (detail.figure !== 'matrix' || detail.rows !== undefined || detail.columns !== undefined) return detail;
    const [rows, columns] = detail.values.shape;
    return rows === columns ? { ...detail, rows: known(rows!), columns: known(columns!) } : detail;
  }
  const named = (size: number): readonly string[] => known(size) ?? Array.from({ length: size }, (_, index) => String(index)); // prettier-ignore
  const { shape } = detail;
  if (shape.length < 2) return { figure: 'bars', title, labels: named(sizeOf(shape)), values: detail };
  const columns = named(shape.at(-1)!);
  const rows = shape
    .slice(0, -1)
    .reduce<readonly string[]>(
      (before, size) =>
        before.flatMap((start) => named(size).map((name) => (start === '' ? name : `${start}, ${name}`))),
      [''],
    );
  return { figure: 'matrix', title, values: { ...detail, shape: [rows.length, columns.length] }, rows, columns };
}

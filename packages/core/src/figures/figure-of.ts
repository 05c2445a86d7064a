import type { NdArray } from '../data/nd-array.js';
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
 * What a metric gave as a figure: an array of one axis (the score of each class) as bars, one of two axes as a matrix. A figure stays as it is, but a
 * matrix of which rows and columns are classes takes their names where it has none. An array of more axes is `undefined`: it is none.
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
export function figureOf(detail: MetricDetail, { title, classNames }: FigureOfOptions): Figure | undefined {
  const named = (size: number): readonly string[] | undefined => (classNames?.length === size ? classNames : undefined);
  if (isFigure(detail)) {
    if (detail.figure !== 'matrix' || detail.rows !== undefined || detail.columns !== undefined) return detail;
    const [rows, columns] = detail.values.shape;
    return rows === columns ? { ...detail, rows: named(rows!), columns: named(columns!) } : detail;
  }
  const [rows = 0, columns = 0] = detail.shape;
  if (detail.shape.length === 1)
    return { figure: 'bars', title, labels: named(rows) ?? numbered(detail), values: detail };
  if (detail.shape.length !== 2) return undefined;
  return { figure: 'matrix', title, values: detail, rows: named(rows), columns: named(columns) };
}

function numbered({ data }: NdArray): string[] {
  return Array.from({ length: data.length }, (_, index) => String(index));
}

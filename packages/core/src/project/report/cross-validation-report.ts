import { escape } from '../../figures/escape.js';
import { historyFigures } from '../../figures/history-figures.js';
import { ndArray } from '../../data/nd-array.js';
import type { BarsFigure, CurveFigure } from '../../learning/figure.js';
import { formatColumn, formatNumber, formatSeconds } from '../../training/format.js';
import type { LogRecord } from '../../training/logger.js';
import type { ReportedValues } from '../../training/training-events.js';
import { dataTable, figureGrid, pageHtml, type DataCell } from './page.js';

/** One fold of a {@link CrossValidationReport}. */
export interface ReportedFold {
  /** Its numbers by full name. */
  readonly values: ReportedValues;
  /** The records of its epochs. Default: none. */
  readonly history?: readonly LogRecord[] | undefined;
  /** How long it took. */
  readonly seconds?: number | undefined;
}

/** What {@link crossValidationReportHtml} shows. */
export interface CrossValidationReport {
  /** The title of the page. Default `'Cross-validation'`. */
  readonly name?: string | undefined;
  /** The folds, in their order. */
  readonly folds: readonly ReportedFold[];
  /** The means of all folds, by full name. */
  readonly mean: ReportedValues;
  /** How far folds stray from them. */
  readonly deviation: ReportedValues;
  /** How long all took. */
  readonly seconds?: number | undefined;
}

/**
 * A page about a cross-validation, in one file that needs nothing else: the numbers of all folds with mean and deviation, each number
 * by fold as bars, and its curve over epochs with a line for each fold, where their histories are there.
 *
 * @param report - What it shows.
 *
 * @example
 * ```ts
 * import { crossValidationReportHtml } from '@lml/core';
 *
 * const folds = [{ values: { loss: 0.5 } }, { values: { loss: 0.7 } }];
 * const page = crossValidationReportHtml({ folds, mean: { loss: 0.6 }, deviation: { loss: 0.1 } });
 * page.includes('0.6000 ± 0.1000'); // => true
 * ```
 */
export function crossValidationReportHtml(report: CrossValidationReport): string {
  const { name = 'Cross-validation', folds, mean, deviation, seconds } = report;
  const facts = {
    folds: String(folds.length),
    ...Object.fromEntries(
      Object.entries(mean)
        .filter(([key]) => !key.startsWith('train/'))
        .map(([key, value]) => [key, pairText(value, deviation[key], formatNumber)]),
    ),
    ...(seconds !== undefined && { time: formatSeconds(seconds) }),
  };
  const curves = foldCurves(folds);
  const bars = Object.keys(mean).filter((key) => !key.endsWith('/lr')).map((key) => foldBars(key, folds)); // prettier-ignore
  return pageHtml(name, facts, [
    '<h2>Folds</h2>',
    foldTable(report),
    `<p class="note">${escape('Folds share training data: their deviation says less of chance than that of independent runs.')}</p>`,
    bars.length === 0 ? '' : `<h2>By fold</h2>\n${figureGrid(bars)}`,
    curves.length === 0 ? '' : `<h2>Curves</h2>\n${figureGrid(curves)}`,
  ]);
}

function foldTable({ folds, mean, deviation }: CrossValidationReport): string {
  const names = [...new Set([...Object.keys(mean), ...folds.flatMap(({ values }) => Object.keys(values))])];
  const hasTime = folds.some(({ seconds }) => seconds !== undefined);
  const time: DataCell[] = hasTime ? [{ text: 'time', look: 'number' }] : [];
  const columns: DataCell[] = [{ text: 'fold' }, ...names.map((text): DataCell => ({ text, look: 'number' })), ...time];
  const rows = folds.map(({ values, seconds }, fold): DataCell[] => [
    { text: String(fold) },
    ...names.map((key): DataCell => ({ text: formatColumn(values[key]), look: 'number' })),
    ...(hasTime ? [{ text: seconds === undefined ? '' : formatSeconds(seconds), look: 'number' } as const] : []),
  ]);
  const means = names.map((key): DataCell => ({ text: pairText(mean[key], deviation[key], formatColumn), look: 'number' })); // prettier-ignore
  rows.push([{ text: 'mean ± deviation' }, ...means, ...(hasTime ? [{ text: '' }] : [])]);
  return dataTable(columns, rows, (row) => (row === folds.length ? 'best' : ''));
}

function pairText(value: number | undefined, deviation: number | undefined, format: (value: number) => string): string {
  if (value === undefined) return '';
  return deviation === undefined ? format(value) : `${format(value)} ± ${format(deviation)}`;
}

function foldBars(key: string, folds: readonly ReportedFold[]): BarsFigure {
  const values = ndArray(Float64Array.from(folds, (fold) => fold.values[key] ?? NaN), { shape: [folds.length] }); // prettier-ignore
  return { figure: 'bars', title: key, labels: folds.map((_, fold) => `fold ${fold}`), values };
}

/** A figure for each number of a stage, with a line for each fold; rates are the same in all folds. */
function foldCurves(folds: readonly ReportedFold[]): CurveFigure[] {
  const drawn = folds.map(({ history = [] }) => historyFigures(history));
  const titles = [...new Set(drawn.flatMap((figures) => Object.keys(figures)))].filter((title) => title !== 'lr');
  return titles.flatMap((title) => {
    const stages = [...new Set(drawn.flatMap((figures) => figures[title]?.lines.map(({ name }) => name!) ?? []))];
    return stages.map((stage): CurveFigure => {
      const lines = drawn.flatMap((figures, fold) =>
        (figures[title]?.lines ?? [])
          .filter(({ name }) => name === stage)
          .map((line) => ({ ...line, name: `fold ${fold}` })),
      );
      return { figure: 'curve', title: `${stage}/${title}`, lines, xTitle: 'epoch' };
    });
  });
}

import { ndArray } from '../data/nd-array.js';
import type { CurveFigure } from '../learning/figure.js';
import type { LogRecord } from '../training/logger.js';

/**
 * Draws a history: a curve for each reported number over epochs, with a line for each stage, learning rates last. An epoch without a
 * number, or with one that is not finite, has no point.
 *
 * @param history - The records of epochs, `history` of the result of a fit.
 *
 * @example
 * ```ts
 * import { historyFigures, type LogRecord } from '@lml/core';
 *
 * const clock = { batch: 4, step: 4, samples: 8, epoch: 1, seconds: 1 };
 * const history: LogRecord[] = [{ type: 'epoch', clock, values: { 'train/loss': 0.5, 'validation/loss': 0.75 } }];
 * const { loss } = historyFigures(history);
 * loss?.lines.map(({ name }) => name); // => ['train', 'validation']
 * ```
 */
export function historyFigures(history: readonly LogRecord[]): Readonly<Record<string, CurveFigure>> {
  const names = [...new Set(history.flatMap(({ values }) => Object.keys(values)))];
  const bare = (name: string): string => name.slice(name.indexOf('/') + 1);
  const titles = [...new Set(names.map(bare))];
  const ordered = [...titles.filter((title) => title !== 'lr'), ...titles.filter((title) => title === 'lr')];
  const figures = ordered.map((title): [string, CurveFigure] => {
    const lines = names.filter((name) => bare(name) === title).map((name) => lineOf(history, name));
    return [title, { figure: 'curve', title: title === 'lr' ? 'learning rate' : title, lines, xTitle: 'epoch' }];
  });
  return Object.fromEntries(figures);
}

function lineOf(history: readonly LogRecord[], name: string): CurveFigure['lines'][number] {
  const known = history.filter(({ values }) => Number.isFinite(values[name]));
  return {
    name: name.split('/')[0]!,
    x: ndArray(
      known.map(({ clock }) => clock.epoch),
      { dtype: 'float64' },
    ),
    y: ndArray(
      known.map(({ values }) => values[name]!),
      { dtype: 'float64' },
    ),
  };
}

import { isNdArray, type NdArray } from '../data/nd-array.js';

/** Numbers in rows and columns, a confusion matrix say. */
export interface MatrixFigure {
  /** What it is. */
  readonly figure: 'matrix';
  /** What it shows. */
  readonly title: string;
  /** The numbers, `[rows, columns]`. */
  readonly values: NdArray;
  /** What rows are: `'target'`. */
  readonly rowTitle?: string | undefined;
  /** What columns are: `'prediction'`. */
  readonly columnTitle?: string | undefined;
  /** The names of the rows. Default: their numbers. */
  readonly rows?: readonly string[] | undefined;
  /** The names of the columns. Default: their numbers. */
  readonly columns?: readonly string[] | undefined;
}

/** One line of a {@link CurveFigure}. */
export interface CurveLine {
  /** Its name, where there are several. */
  readonly name?: string | undefined;
  /** Where its points are, from left to right, `[points]`. */
  readonly x: NdArray;
  /** How high they are, `[points]`. */
  readonly y: NdArray;
  /** The threshold that each point stands for, `[points]`, where points are made by thresholds; NaN where a point has none. */
  readonly thresholds?: NdArray | undefined;
  /** Whether its points are joined, or are dots by themselves. Default `'line'`. */
  readonly mark?: 'line' | 'dots' | undefined;
}

/** Lines over numbers, a ROC curve say. */
export interface CurveFigure {
  /** What it is. */
  readonly figure: 'curve';
  /** What it shows. */
  readonly title: string;
  /** The lines. */
  readonly lines: readonly CurveLine[];
  /** What the horizontal axis is. */
  readonly xTitle?: string | undefined;
  /** What the vertical axis is. */
  readonly yTitle?: string | undefined;
  /** Whether equal distances on the horizontal axis are equal differences, or equal ratios of numbers above 0. Default `'linear'`. */
  readonly xScale?: 'linear' | 'log' | undefined;
  /** A line to compare with. Default: none. */
  readonly reference?: FigureReference | undefined;
}

/** A line to compare with: the height of a level one, `0` say, or `'diagonal'`, where both axes have the same number. */
export type FigureReference = number | 'diagonal';

/** Points of one kind in a {@link PointsFigure}. */
export interface PointGroup {
  /** Its name, where there are several. */
  readonly name?: string | undefined;
  /** Where its points are, `[points]`. */
  readonly x: NdArray;
  /** How high they are, `[points]`. */
  readonly y: NdArray;
}

/** Points over numbers, residuals say. */
export interface PointsFigure {
  /** What it is. */
  readonly figure: 'points';
  /** What it shows. */
  readonly title: string;
  /** The points, by what they are of. */
  readonly groups: readonly PointGroup[];
  /** What the horizontal axis is. */
  readonly xTitle?: string | undefined;
  /** What the vertical axis is. */
  readonly yTitle?: string | undefined;
  /** Whether equal distances on the horizontal axis are equal differences, or equal ratios of numbers above 0. Default `'linear'`. */
  readonly xScale?: 'linear' | 'log' | undefined;
  /** Names in place of numbers: `x` is the place of one, from 0. Default: none. */
  readonly xLabels?: readonly string[] | undefined;
  /** A line to compare with. Default: none. */
  readonly reference?: FigureReference | undefined;
}

/** A number for each of some names, the score of each class say. */
export interface BarsFigure {
  /** What it is. */
  readonly figure: 'bars';
  /** What it shows. */
  readonly title: string;
  /** The names. */
  readonly labels: readonly string[];
  /** The numbers, `[names]`. */
  readonly values: NdArray;
}

/** One axis of a {@link ParallelFigure}. */
export interface ParallelAxis {
  /** What it is. */
  readonly title: string;
  /** Whether equal distances are equal differences, or equal ratios of numbers above 0. Default `'linear'`. */
  readonly scale?: 'linear' | 'log' | undefined;
  /** Names in place of numbers: a value is the place of one, from 0. Default: none. */
  readonly labels?: readonly string[] | undefined;
}

/** A line for each of many things across axes that stand side by side, the trials of a search say. */
export interface ParallelFigure {
  /** What it is. */
  readonly figure: 'parallel';
  /** What it shows. */
  readonly title: string;
  /** The axes, from left to right. */
  readonly axes: readonly ParallelAxis[];
  /** Where each line crosses each axis, `[lines, axes]`; NaN where it has no place. */
  readonly values: NdArray;
  /** By which axis lines are coloured, from 0. Default: the last. */
  readonly colourBy?: number | undefined;
  /** Which end of that axis stands out, the good one say. Default `'high'`. */
  readonly emphasis?: 'low' | 'high' | undefined;
}

/** A result to be looked at: data and a title, no pixels. */
export type Figure = MatrixFigure | CurveFigure | BarsFigure | PointsFigure | ParallelFigure;

/** Whether a value is a figure. */
export function isFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null || !('figure' in value) || !('title' in value)) return false;
  const { figure, title, values, lines, groups, axes } = value as { [key: string]: unknown };
  if (typeof title !== 'string') return false;
  if (figure === 'curve') return arePoints(lines);
  if (figure === 'points') return arePoints(groups);
  if (figure === 'parallel') return isNdArray(values) && Array.isArray(axes) && axes.every(isAxis);
  return (figure === 'matrix' || figure === 'bars') && isNdArray(values);
}

function arePoints(value: unknown): boolean {
  const isPart = (part: unknown): boolean =>
    typeof part === 'object' && part !== null && 'x' in part && 'y' in part && isNdArray(part.x) && isNdArray(part.y);
  return Array.isArray(value) && value.every(isPart);
}

function isAxis(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string';
}

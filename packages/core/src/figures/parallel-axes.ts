import type { ParallelAxis, ParallelFigure } from '../learning/figure.js';
import { boundsOf, isDrawn, linearAxis, logAxis, namedAxis, type Axis } from './axis.js';
import { numbersOf } from './drawing.js';

/** A line of a parallel figure. */
export interface ParallelLine {
  /** Its row. */
  readonly row: number;
  /** Its values by axis. */
  readonly values: readonly number[];
  /** How much it stands out: 0 for the least, 1 for the most, by its place among the others; NaN where it has no value to be coloured by. */
  readonly strength: number;
}

/** The axes, and the lines in the order in which they are drawn: those that stand out most last. */
export function parallelParts(figure: ParallelFigure): { axes: Axis[]; lines: ParallelLine[] } {
  const { axes: given, values, colourBy = given.length - 1, emphasis = 'high' } = figure;
  const numbers = numbersOf(values);
  const count = given.length;
  const rows = Array.from({ length: values.shape[0]! }, (_, row) => numbers.slice(row * count, (row + 1) * count));
  const axes = given.map((axis, at) => axisOf(axis, rows.map((row) => row[at]!))); // prettier-ignore
  const sign = emphasis === 'low' ? -1 : 1;
  const keys = rows.map((row) => sign * (row[colourBy] ?? NaN));
  const known = keys.filter((key) => isDrawn(key)).sort((a, b) => a - b);
  const places = new Map(known.map((key, place) => [key, place / Math.max(1, known.length - 1)]));
  const lines = rows.map((row, index) => ({ row: index, values: row, strength: places.get(keys[index]!) ?? NaN }));
  const order = ({ strength }: ParallelLine): number => (Number.isNaN(strength) ? -1 : strength);
  return { axes, lines: lines.sort((a, b) => order(a) - order(b) || b.row - a.row) };
}

/** Whether a value has a place on an axis. */
export function hasPlace({ scale, labels }: ParallelAxis, value: number): boolean {
  if (labels !== undefined) return Number.isInteger(value) && value >= 0 && value < labels.length;
  return isDrawn(value) && (scale !== 'log' || value > 0);
}

function axisOf({ scale, labels }: ParallelAxis, values: readonly number[]): Axis {
  if (labels !== undefined) return namedAxis(labels);
  if (scale !== 'log') return linearAxis(boundsOf(values));
  const axis = logAxis(values);
  return axis.ticks.length >= 2 ? axis : { ...axis, ticks: [axis.low, axis.high].map((value) => ({ value, label: value.toExponential() })) }; // prettier-ignore
}

import type { FigureReference } from '../learning/figure.js';
import { boundsOf, linearAxis, logAxis, type Axis } from './axis.js';
import { inColour, texts } from './drawing.js';
import type { Points } from './plot-points.js';
import { LINE, place, textAt } from './text.js';

/** Two axes, and where their numbers are. */
export interface Frame {
  /** From left to right. */
  readonly xAxis: Axis;
  /** Upwards. */
  readonly yAxis: Axis;
  /** Pixels from the left. */
  across(value: number): number;
  /** Pixels from the top. */
  down(value: number): number;
}

/** What decides about the axes. */
export interface AxisOptions {
  /** Whether equal distances from left to right are equal ratios. */
  readonly isLog: boolean;
  /** A line to compare with. */
  readonly reference: FigureReference | undefined;
  /** About how many numbers are named from left to right. */
  readonly count: number;
}

/** The axes that all points have room on; both are the same where they are to be compared. */
export function axesOf(series: readonly Points[], { isLog, reference, count }: AxisOptions): [Axis, Axis] {
  const points = series.flat().filter((point) => point !== undefined);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  if (reference === 'diagonal' && !isLog) {
    const bounds = boundsOf(xs.concat(ys));
    return [linearAxis(bounds, count), linearAxis(bounds)];
  }
  const heights = typeof reference === 'number' ? ys.concat(reference) : ys;
  return [isLog ? logAxis(xs, count) : linearAxis(boundsOf(xs), count), linearAxis(boundsOf(heights))];
}

/** Lines at the round numbers of both axes. */
export function drawGrid({ xAxis, yAxis, across, down }: Frame): string {
  const [left, right, top, bottom] = [across(xAxis.low), across(xAxis.high), down(yAxis.high), down(yAxis.low)];
  const lines = [
    ...xAxis.ticks.map(({ value }) => `M${place(across(value))} ${place(top)}V${place(bottom)}`),
    ...yAxis.ticks.map(({ value }) => `M${place(left)} ${place(down(value))}H${place(right)}`),
  ];
  return inColour('grid', `<path d="${lines.join('')}"/>`, ' stroke="currentColor" fill="none"');
}

/** The round numbers themselves. */
export function drawTicks({ xAxis, yAxis, across, down }: Frame): string {
  const below = down(yAxis.low) + LINE - 2;
  const before = across(xAxis.low) - 6;
  const labels = [
    ...xAxis.ticks.map(({ value, label }) => textAt(across(value), below, label)),
    ...yAxis.ticks.map(({ value, label }) => textAt(before, down(value) + 4, label, { anchor: 'end' })),
  ];
  return texts('soft', labels.join(''));
}

/** A level line, or where both axes have the same number: a straight line, but not over logarithms. */
export function drawReference(
  reference: FigureReference,
  isLog: boolean,
  { xAxis, yAxis, across, down }: Frame,
): string {
  const isDiagonal = reference === 'diagonal';
  const low = isDiagonal ? Math.max(xAxis.low, yAxis.low) : xAxis.low;
  const high = isDiagonal ? Math.min(xAxis.high, yAxis.high) : xAxis.high;
  if (!(low < high)) return '';
  const steps = isDiagonal && isLog ? 48 : 1;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const x = isLog ? low * (high / low) ** (step / steps) : low + (high - low) * (step / steps);
    return `${place(across(x))} ${place(down(isDiagonal ? x : reference))}`;
  });
  return inColour('soft', `<path d="M${points.join('L')}" fill="none" stroke="currentColor" stroke-dasharray="4 4"/>`);
}

import type { CurveFigure, PointsFigure } from '../learning/figure.js';
import { namedAxis, type Axis } from './axis.js';
import { emptyDrawing, texts, widest, type Drawing } from './drawing.js';
import { drawLegend } from './legend.js';
import { axesOf, drawGrid, drawReference, drawTicks, type Frame } from './plot-frame.js';
import { drawDots, drawLine, isSingle, pointsOf } from './plot-points.js';
import { LINE, place, shortened, textAt } from './text.js';

/** How high the frame is for a width of 1. */
const HIGH = 0.55;
/** The room for each number that is named from left to right. */
const TICK = 80;

/** The least room for a name. */
const LEAST_NAME = 34;

/** Draws curves, or points, in a frame with two axes. */
export function drawPlot(figure: CurveFigure | PointsFigure, width: number): Drawing {
  const isCurve = figure.figure === 'curve';
  const isLog = figure.xScale === 'log';
  const isDots = (index: number): boolean => !isCurve || figure.lines[index]!.mark === 'dots';
  const { xTitle, yTitle, reference } = figure;
  const parts = isCurve ? figure.lines : figure.groups;
  const series = parts.map((part) => pointsOf(part, isLog));
  if (series.every((points) => points.every((point) => point === undefined))) return emptyDrawing(width);
  const labels = isCurve ? undefined : figure.xLabels;
  const [numbers, yAxis] = axesOf(series, { isLog, reference, count: Math.max(2, Math.round(width / TICK)) });
  const xAxis = labels === undefined ? numbers : thinnedNames(labels, width);
  const top = yTitle === undefined ? 8 : LINE + 4;
  const left = widest(yAxis.ticks.map(({ label }) => label)) + 10;
  const right = width - Math.max(8, labels === undefined ? widest([xAxis.ticks.at(-1)!.label]) / 2 : 0);
  const bottom = Math.round(top + HIGH * (width - left));
  const frame: Frame = {
    xAxis,
    yAxis,
    across: (value) => left + (right - left) * xAxis.at(value),
    down: (value) => bottom - (bottom - top) * yAxis.at(value),
  };
  const entries = parts.flatMap(({ name }, index) => {
    const mark = !isDots(index) && !isSingle(series[index]!) ? ('line' as const) : ('dot' as const);
    return name === undefined ? [] : [{ name, series: index, mark }];
  });
  const legend = drawLegend(entries, width);
  const below = bottom + LINE + (xTitle === undefined ? 0 : LINE);
  const titles = [
    xTitle === undefined ? '' : textAt((left + right) / 2, bottom + 2 * LINE - 2, xTitle, { width: right - left }),
    yTitle === undefined ? '' : textAt(0, LINE - 5, yTitle, { anchor: 'start', width }),
  ];
  const drawn = series.map((points, index) => (isDots(index) ? drawDots : drawLine)(points, index, frame));
  const compared = reference === undefined ? '' : drawReference(reference, isLog, frame);
  const body = [
    drawGrid(frame),
    // Among many dots a line would be lost below them.
    ...(isCurve ? [compared, ...drawn] : [...drawn, compared]),
    drawTicks(frame),
    texts('ink', titles.join('')),
    `<g transform="translate(0 ${place(below + 4)})">${legend.body}</g>`,
  ];
  return { width, height: Math.ceil(below + 8 + legend.height), body: body.join('') };
}

/** Names along an axis, as many and as long as there is room for. */
function thinnedNames(labels: readonly string[], width: number): Axis {
  const room = (0.85 * width) / labels.length;
  const every = Math.ceil(LEAST_NAME / room);
  const axis = namedAxis(labels);
  const ticks = axis.ticks.filter((_, index) => index % every === 0);
  return { ...axis, ticks: ticks.map(({ value, label }) => ({ value, label: shortened(label, every * room - 6) })) };
}

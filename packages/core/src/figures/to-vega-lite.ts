import { checkFigure } from '../learning/check-figure.js';
import type {
  BarsFigure,
  CurveFigure,
  CurveLine,
  Figure,
  FigureReference,
  MatrixFigure,
  PointsFigure,
} from '../learning/figure.js';
import { boundsOf } from './axis.js';
import { numbersOf } from './drawing.js';
import { LIGHT } from './palette.js';
import { parallelOf } from './parallel-vega-lite.js';

/** A specification of Vega-Lite, ready for JSON. */
export interface VegaLiteSpec {
  /** The schema that it is written for. */
  readonly $schema: string;
  /** What Vega-Lite reads. */
  readonly [key: string]: unknown;
}

type Part = Readonly<Record<string, unknown>>;

/**
 * Describes a figure for Vega-Lite 6, which draws it in a page, a notebook or an editor, where it can be changed: sizes, colours,
 * further layers. All values stand in it, without any being left out; those that are not finite are `null`.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no figure; `LML_SHAPE_MISMATCH` for arrays of a figure that do not fit each other.
 *
 * @see https://vega.github.io/vega-lite/docs/spec.html
 *
 * @example
 * ```ts
 * import { ndArray, toVegaLite } from '@lml/core';
 *
 * const spec = toVegaLite({ figure: 'bars', title: 'F1', labels: ['cat', 'dog'], values: ndArray([0.5, 0.75]) });
 * spec.$schema; // => 'https://vega.github.io/schema/vega-lite/v6.json'
 * spec['data']; // => { values: [{ label: 'cat', value: 0.5 }, { label: 'dog', value: 0.75 }] }
 * ```
 */
export function toVegaLite(figure: Figure): VegaLiteSpec {
  checkFigure('The figure', figure);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: figure.title,
    ...partOf(figure),
  };
}

function partOf(figure: Figure): Part {
  if (figure.figure === 'parallel') return parallelOf(figure);
  return figure.figure === 'matrix' ? matrixOf(figure) : figure.figure === 'bars' ? barsOf(figure) : plotOf(figure);
}

function barsOf({ labels, values }: BarsFigure): Part {
  const names = distinct(labels);
  return {
    data: { values: numbersOf(values).map((value, index) => ({ label: names[index], value: finite(value) })) },
    mark: 'bar',
    encoding: {
      y: { field: 'label', type: 'nominal', sort: null, title: null },
      x: { field: 'value', type: 'quantitative', title: null },
      tooltip: [
        { field: 'label', type: 'nominal' },
        { field: 'value', type: 'quantitative' },
      ],
    },
  };
}

function matrixOf({ values, rows, columns, rowTitle, columnTitle }: MatrixFigure): Part {
  const [height = 0, width = 0] = values.shape;
  const [rowNames, columnNames] = [distinct(rows ?? numbered(height)), distinct(columns ?? numbered(width))];
  const numbers = numbersOf(values);
  const cells = numbers.map((value, cell) => ({
    row: rowNames[Math.floor(cell / width)],
    column: columnNames[cell % width],
    value: finite(value),
  }));
  const least = Math.min(0, boundsOf(numbers)[0]);
  const most = boundsOf(numbers.map(Math.abs))[1];
  const scale = least < 0 ? { scheme: 'blueorange', domainMid: 0, reverse: true } : { scheme: 'blues', domainMin: 0 };
  const format = numbers.every((value) => Number.isInteger(value)) ? {} : { format: '.4~g' };
  const isDark = { test: `abs(datum.value) > ${0.6 * most}`, value: 'white' };
  return {
    data: { values: cells },
    width: { step: 40 },
    height: { step: 28 },
    encoding: {
      x: { field: 'column', type: 'ordinal', sort: null, title: columnTitle ?? null },
      y: { field: 'row', type: 'ordinal', sort: null, title: rowTitle ?? null },
    },
    layer: [
      { mark: { type: 'rect', tooltip: true }, encoding: { color: { field: 'value', type: 'quantitative', title: null, scale } } },
      { mark: 'text', encoding: { text: { field: 'value', type: 'quantitative', ...format }, color: { condition: isDark, value: 'black' } } },
    ],
  }; // prettier-ignore
}

function plotOf(figure: CurveFigure | PointsFigure): Part {
  const isCurve = figure.figure === 'curve';
  const parts: readonly CurveLine[] = isCurve ? figure.lines : figure.groups;
  const names = distinct(parts.map(({ name }, index) => name ?? String(index)));
  const series = parts.map(({ x, y }) => ({ x: numbersOf(x), y: numbersOf(y) }));
  const points = parts.map(({ thresholds }, line) => {
    const { x, y } = series[line]!;
    const limits = thresholds && numbersOf(thresholds);
    return x.map((value, index) => ({
      name: names[line],
      x: finite(value),
      y: finite(y[index]!),
      index,
      ...(limits && { threshold: finite(limits[index]!) }),
    }));
  });
  const isLog = figure.xScale === 'log';
  const labels = isCurve ? undefined : figure.xLabels;
  const encoding = {
    x: { field: 'x', type: 'quantitative', title: figure.xTitle ?? null, ...(labels ? namedScale(labels) : { scale: isLog ? { type: 'log' } : { zero: false } }) }, // prettier-ignore
    y: { field: 'y', type: 'quantitative', title: figure.yTitle ?? null, scale: { zero: false } },
  };
  const isNamed = parts.some(({ name }) => name !== undefined);
  const color = { field: 'name', type: 'nominal', sort: null, title: null, ...(!isNamed && { legend: null }) };
  const isDots = (line: number): boolean => isCurve && figure.lines[line]!.mark === 'dots';
  const shown = points.filter(
    (line, index) => !isDots(index) && line.filter(({ x, y }) => x !== null && y !== null).length !== 1,
  );
  const single = points.filter((line) => !shown.includes(line));
  const layers = [
    ...referenceLayers(figure.reference, encoding, series, isLog),
    {
      data: { values: (isCurve ? shown : points).flat() },
      mark: isCurve ? { type: 'line', invalid: 'break-paths-show-path-domains' } : { type: 'point', filled: true },
      // A line joins its points in their order, not from left to right.
      encoding: { ...encoding, color, ...(isCurve && { order: { field: 'index', type: 'quantitative' } }) },
    },
    // A line of one point is a dot, and so are points that are not joined.
    ...(isCurve && single.length > 0
      ? [{ data: { values: single.flat() }, mark: { type: 'point', filled: true, size: 60 }, encoding: { ...encoding, color } }]
      : []),
  ]; // prettier-ignore
  return { width: 400, height: 260, layer: layers };
}

function referenceLayers(
  reference: FigureReference | undefined,
  { x, y }: Part,
  series: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[],
  isLog: boolean,
): Part[] {
  const look = { strokeDash: [4, 4], color: LIGHT.soft };
  if (reference === undefined) return [];
  if (typeof reference === 'number')
    return [{ mark: { type: 'rule', ...look }, encoding: { y: { datum: reference } } }];
  const numbers = series.flatMap((one) => [...one.x, ...one.y]).filter((value) => !isLog || value > 0);
  const [low, high] = boundsOf(numbers);
  const at = Array.from({ length: 33 }, (_, step) => isLog ? low * (high / low) ** (step / 32) : low + ((high - low) * step) / 32); // prettier-ignore
  const values = at.map((value) => ({ x: value, y: value }));
  return [{ data: { values }, mark: { type: 'line', ...look }, encoding: { x, y } }];
}

/** An axis with names in place of numbers. */
function namedScale(labels: readonly string[]): Part {
  const values = labels.map((_, place) => place);
  return {
    scale: { domain: [-0.5, labels.length - 0.5], nice: false },
    axis: { values, labelExpr: `${JSON.stringify(labels)}[datum.value]` },
  };
}

/** Names that differ: Vega-Lite takes what has the same name for the same. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : distinctFrom(name, count, names);
  });
}

function distinctFrom(name: string, count: number, names: readonly string[]): string {
  const other = `${name} (${count})`;
  return names.includes(other) ? distinctFrom(name, count + 1, names) : other;
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

import type { NdArray } from '../../data/nd-array.js';
import { isFigure, type BarsFigure, type CurveFigure, type MatrixFigure } from '../../learning/figure.js';
import type { MetricDetail } from '../../learning/metric-report.js';
import type { ReportedDetails } from '../../training/details.js';
import { formatNumber } from '../../training/format.js';
import { escape } from './escape.js';

/** Of a larger matrix or array the report shows so many rows and columns. */
const SHOWN = 100;

/** Arrays and figures of metrics under a heading, each below its name; nothing where there are none. */
export function figuresSection(details: ReportedDetails, heading = 'Figures'): string {
  const figures = Object.entries(details).map(
    ([name, detail]) => `<section><h3>${escape(titleOf(name, detail))}</h3>${drawn(detail)}</section>`,
  );
  return figures.length === 0 ? '' : `<h2>${heading}</h2>\n<div class="charts">${figures.join('\n')}</div>`;
}

function titleOf(name: string, detail: MetricDetail): string {
  return isFigure(detail) ? `${detail.title} (${name.split('/')[0]})` : name;
}

function drawn(detail: MetricDetail): string {
  if (!isFigure(detail)) return drawArray(detail);
  if (detail.figure === 'matrix') return drawMatrix(detail);
  if (detail.figure === 'points') return drawCurve({ ...detail, lines: detail.groups });
  return detail.figure === 'bars' ? drawBars(detail) : drawCurve(detail);
}

/** Numbers as a table: one column, or as many as the last axis has. */
function drawArray(array: NdArray): string {
  const width = array.shape.length < 2 ? 1 : array.shape.at(-1)!;
  const rows = rowsOf(array, width).map(
    (row, index) =>
      `<tr><th>${index}</th>${row.map((value) => `<td class="number">${formatNumber(value)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide"><table class="data"><tbody>${rows.join('')}</tbody></table></div>${cut(array.data.length / width, width)}`;
}

/** A matrix whose cells are the darker, the larger their number. */
function drawMatrix({ values, rows, columns, rowTitle, columnTitle }: MatrixFigure): string {
  const [height = 0, width = 0] = values.shape;
  const shown = rowsOf(values, width);
  const most = Math.max(...shown.flat().map(Math.abs), Number.MIN_VALUE);
  const named = (names: readonly string[] | undefined, index: number): string =>
    escape(names?.[index] ?? String(index));
  const heads = Array.from({ length: Math.min(width, SHOWN) }, (_, column) => `<th>${named(columns, column)}</th>`);
  const body = shown.map((row, index) => {
    const cells = row.map((value) => {
      const share = Math.round((100 * Math.abs(value)) / most);
      const shade = `color-mix(in srgb, var(--line-0) ${share}%, var(--page))`;
      return `<td class="number"${share > 55 ? ' data-full' : ''} style="background:${shade}">${formatNumber(value)}</td>`;
    });
    return `<tr><th>${named(rows, index)}</th>${cells.join('')}</tr>`;
  });
  const corner = [rowTitle, columnTitle].filter((title) => title !== undefined).join(' ↓ / ');
  const caption = corner === '' ? '' : `${escape(corner)}${columnTitle === undefined ? '' : ' →'}`;
  return `<div class="wide"><table class="data matrix"><thead><tr><th>${caption}</th>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>${cut(height, width)}`;
}

function drawBars({ labels, values }: BarsFigure): string {
  const numbers = Array.from(values.data as ArrayLike<number>, Number);
  const most = Math.max(...numbers.map(Math.abs), Number.MIN_VALUE);
  const rows = numbers.map((value, index) => {
    const share = Number.isFinite(value) ? (100 * Math.abs(value)) / most : 0;
    const bar = `<i style="width:${share.toFixed(1)}%"></i>`;
    return `<tr><th>${escape(labels[index] ?? String(index))}</th><td class="bar">${bar}</td><td class="number">${formatNumber(value)}</td></tr>`;
  });
  return `<table class="data bars"><tbody>${rows.join('')}</tbody></table>`;
}

const [WIDTH, HEIGHT, MARGIN] = [440, 260, 40];

interface Drawn extends Pick<CurveFigure, 'lines' | 'xTitle' | 'yTitle' | 'xScale' | 'reference'> {
  readonly figure: 'curve' | 'points';
}

/** Lines or points in a frame, with the bounds of both axes. */
function drawCurve({ figure, lines, xTitle = '', yTitle = '', xScale, reference }: Drawn): string {
  const isLog = xScale === 'log';
  const points = lines.map(({ x, y }) => ({ x: isLog ? numbersOf(x).map(Math.log10) : numbersOf(x), y: numbersOf(y) }));
  const [left, right] = bounds(points.flatMap(({ x }) => x));
  const heights = points.flatMap(({ y }) => y);
  const [bottom, top] = bounds(typeof reference === 'number' ? [...heights, reference] : heights);
  const across = (value: number): number => MARGIN + ((WIDTH - 1.5 * MARGIN) * (value - left)) / (right - left);
  const up = (value: number): number => HEIGHT - MARGIN - ((HEIGHT - 1.5 * MARGIN) * (value - bottom)) / (top - bottom);
  const paths = points.map(({ x, y }, line) => {
    const finite = x.flatMap((value, index) =>
      Number.isFinite(value) && Number.isFinite(y[index])
        ? [`${across(value).toFixed(1)},${up(y[index]!).toFixed(1)}`]
        : [],
    );
    // A line of one point is a dot.
    if (figure === 'points' || finite.length === 1) {
      const dots = finite.map((point) => point.split(','));
      return dots.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4" fill="var(--line-${line % 4})"/>`).join('');
    }
    return `<polyline points="${finite.join(' ')}" fill="none" stroke="var(--line-${line % 4})" stroke-width="2"/>`;
  });
  const both: [number, number] = [Math.max(left, bottom), Math.min(right, top)];
  const compared =
    reference === 'diagonal' ? both.map((value) => `${across(value)} ${up(value)}`) : reference === undefined ? [] : [left, right].map((x) => `${across(x)} ${up(reference)}`); // prettier-ignore
  const dashes = compared.length === 0 || both[0] > both[1] ? '' : `<path d="M${compared.join('L')}" stroke="var(--soft)" stroke-dasharray="4"/>`; // prettier-ignore
  const text = (x: number, y: number, words: string, anchor: string): string =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="11" fill="var(--ink)">${escape(words)}</text>`;
  const frame = `<path d="M${MARGIN} ${MARGIN / 2}V${HEIGHT - MARGIN}H${WIDTH - MARGIN / 2}" fill="none" stroke="var(--soft)"/>`;
  const labels = [
    text(MARGIN, HEIGHT - MARGIN + 14, formatNumber(isLog ? 10 ** left : left), 'middle'),
    text(WIDTH - MARGIN / 2, HEIGHT - MARGIN + 14, formatNumber(isLog ? 10 ** right : right), 'end'),
    text(WIDTH / 2, HEIGHT - 8, xTitle, 'middle'),
    text(MARGIN - 5, HEIGHT - MARGIN, formatNumber(bottom), 'end'),
    text(MARGIN - 5, MARGIN / 2 + 8, formatNumber(top), 'end'),
    text(MARGIN, 12, yTitle, 'start'),
  ];
  const legend = lines.flatMap(({ name }, line) =>
    name === undefined ? [] : [`<span><i style="background:var(--line-${line % 4})"></i>${escape(name)}</span>`],
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${frame}${dashes}${paths.join('')}${labels.join('')}</svg><div class="legend">${legend.join('')}</div>`;
}

function bounds(numbers: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of numbers) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function numbersOf({ data }: NdArray): number[] {
  return Array.from(data as ArrayLike<number>, Number);
}

function rowsOf({ data }: NdArray, width: number): number[][] {
  const rows = Math.min(SHOWN, width === 0 ? 0 : data.length / width);
  const values = data as ArrayLike<number>;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: Math.min(width, SHOWN) }, (__, column) => Number(values[row * width + column])),
  );
}

function cut(height: number, width: number): string {
  if (height <= SHOWN && width <= SHOWN) return '';
  return `<p class="note">The first ${SHOWN} of ${height} rows and ${width} columns.</p>`;
}

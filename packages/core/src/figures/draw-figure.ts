import type { Figure, MatrixFigure } from '../learning/figure.js';
import { BARS, drawBars } from './draw-bars.js';
import { drawMatrix, MATRIX } from './draw-matrix.js';
import { drawParallel, LINES } from './draw-parallel.js';
import { drawPlot } from './draw-plot.js';
import { texts, type Drawing } from './drawing.js';
import { LINE, textAt, twoLines } from './text.js';

/** The width of what has none of its own. */
const WIDTH = 456;
/** A matrix is no narrower, so that its title has room. */
const MATRIX_WIDTH = 260;
/** The room around a drawing, and the height of the letters of its title. */
const [PADDING, TITLE] = [12, 14];
/** How much wider bold letters are. */
const BOLD = 1.12;

/** How a figure is drawn. */
export interface DrawOptions {
  /** Pixels across. Default: 480, and of a matrix as many as its numbers need. */
  readonly width?: number | undefined;
  /** Whether its title stands above it. */
  readonly titled: boolean;
}

/** A figure as elements of SVG: title, drawing, and what is left out. */
export function drawFigure(figure: Figure, { width, titled }: DrawOptions): Drawing {
  const drawing = drawingOf(figure, width === undefined ? undefined : width - 2 * PADDING);
  const whole = drawing.width + 2 * PADDING;
  const title = titled ? twoLines(figure.title, drawing.width, BOLD * TITLE) : [];
  const top = PADDING + (TITLE + 4) * title.length + (title.length > 0 ? 4 : 0);
  const heading = title.map((line, index) => textAt(whole / 2, PADDING + (TITLE + 4) * index + TITLE - 2, line, { more: `font-size="${TITLE}" font-weight="bold"` })); // prettier-ignore
  const note = leftOut(figure);
  const bottom = top + drawing.height + (note === undefined ? 0 : LINE);
  const body = [
    texts('ink', heading.join('')),
    `<g transform="translate(${PADDING} ${top})">${drawing.body}</g>`,
    note === undefined ? '' : texts('soft', textAt(whole / 2, bottom, note, { width: drawing.width })),
  ];
  return { width: whole, height: bottom + PADDING, body: body.join('') };
}

function drawingOf(figure: Figure, width: number | undefined): Drawing {
  if (figure.figure === 'matrix') return drawMatrix(figure, width, MATRIX_WIDTH);
  if (figure.figure === 'parallel') return drawParallel(figure, width ?? Math.max(WIDTH, 110 * figure.axes.length));
  return figure.figure === 'bars' ? drawBars(figure, width ?? WIDTH) : drawPlot(figure, width ?? WIDTH);
}

function leftOut(figure: Figure): string | undefined {
  if (figure.figure === 'bars' && figure.labels.length > BARS) return `The first ${BARS} of ${figure.labels.length}.`;
  if (figure.figure === 'parallel' && figure.values.shape[0]! > LINES)
    return `${LINES} of ${figure.values.shape[0]} lines, those that stand out most.`;
  return figure.figure === 'matrix' ? cutOf(figure) : undefined;
}

function cutOf({ values: { shape } }: MatrixFigure): string | undefined {
  const [rows = 0, columns = 0] = shape;
  if (rows <= MATRIX && columns <= MATRIX) return undefined;
  return `The first ${MATRIX} of ${rows} rows and ${columns} columns.`;
}

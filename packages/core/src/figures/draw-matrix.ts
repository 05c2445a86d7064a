import type { MatrixFigure } from '../learning/figure.js';
import { formatNumber } from '../training/format.js';
import { isDrawn } from './axis.js';
import { emptyDrawing, inColour, numbersOf, texts, widest, type Drawing } from './drawing.js';
import { escape } from './escape.js';
import { coloured } from './palette.js';
import { LINE, place, SIZE, textAt } from './text.js';

/** Of a larger matrix the first rows and columns are drawn. */
export const MATRIX = 100;
/** So many columns have room for their numbers, where no width is given. */
const NUMBERED = 40;
/** The widest label, and the largest cell. */
const [LABEL, CELL_WIDTH, CELL_HEIGHT] = [130, 72, 34];
/** The width and the height of a text of width 1 at 45°. */
const SLANT = 0.72;

/** What is drawn of a matrix. */
interface Shown {
  readonly cells: readonly { readonly row: number; readonly column: number; readonly value: number }[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Numbers as text. */
  readonly numbers: readonly string[];
}

/** Draws numbers in rows and columns, the darker the further from 0, those below 0 in another colour. */
export function drawMatrix(figure: MatrixFigure, given: number | undefined, least: number): Drawing {
  const shown = shownOf(figure);
  const { rows, columns, numbers, cells } = shown;
  const needed = Math.max(22, widest(numbers) + 8);
  const overhang = SLANT * Math.min(LABEL, widest(columns)) - needed / 2;
  const left = Math.max(Math.min(LABEL, widest(rows)) + 8, overhang);
  const width = given ?? Math.ceil(Math.max(least, left + (columns.length > NUMBERED ? 9 : needed) * columns.length));
  if (cells.length === 0) return emptyDrawing(width);
  const cellWidth = Math.min(CELL_WIDTH, (width - left) / columns.length);
  const isNumbered = cellWidth >= needed - 4;
  const cellHeight = Math.min(CELL_HEIGHT, isNumbered ? Math.max(cellWidth, 2 * SIZE) : cellWidth);
  const top = figure.rowTitle === undefined ? 0 : LINE + 2;
  const margin = Math.max(0, (width - left - cellWidth * columns.length) / 2);
  const start = left + margin;
  const grid = { cellWidth, cellHeight, start, top };
  const below = top + cellHeight * rows.length;
  const named = columnLabels(columns, grid, below);
  const end = below + named.height + (figure.columnTitle === undefined ? 0 : LINE);
  const middle = start + (cellWidth * columns.length) / 2;
  const titles = [
    figure.rowTitle === undefined ? '' : textAt(margin, LINE - 5, figure.rowTitle, { anchor: 'start', width: width - margin }),
    figure.columnTitle === undefined ? '' : textAt(middle, end - 4, figure.columnTitle, { width }),
  ]; // prettier-ignore
  const body = [
    shades(shown, grid, isNumbered),
    texts('soft', rowLabels(rows, grid) + named.body),
    texts('ink', titles.join('')),
    isNumbered ? texts('ink', cellTexts(shown, grid)) : '',
  ];
  return { width, height: Math.ceil(end + 2), body: body.join('') };
}

function shownOf({ values, rows, columns }: MatrixFigure): Shown {
  const [height = 0, width = 0] = values.shape;
  const [shownRows, shownColumns] = [Math.min(height, MATRIX), Math.min(width, MATRIX)];
  const all = numbersOf(values);
  const cells = Array.from({ length: shownRows * shownColumns }, (_, cell) => {
    const [row, column] = [Math.floor(cell / shownColumns), cell % shownColumns];
    return { row, column, value: all[row * width + column]! };
  });
  const names = (given: readonly string[] | undefined, count: number): string[] =>
    Array.from({ length: count }, (_, index) => given?.[index] ?? String(index));
  return {
    cells,
    rows: names(rows, shownRows),
    columns: names(columns, shownColumns),
    numbers: cells.map(({ value }) => formatNumber(value)),
  };
}

/** Where cells are. */
interface Grid {
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly start: number;
  readonly top: number;
}

/** A rectangle for each number but 0; without numbers in the cells, the mouse tells them. */
function shades({ cells, rows, columns, numbers }: Shown, grid: Grid, isNumbered: boolean): string {
  const most = cells.reduce((size, { value }) => (isDrawn(value) ? Math.max(size, Math.abs(value)) : size), 0) || 1;
  const drawn = cells.flatMap(({ row, column, value }, index) => {
    if (!isDrawn(value) || value === 0) return [];
    const colour = value < 0 ? ` ${coloured('series-1')}` : '';
    // Numbers are read on the darkest cell too.
    const opacity = Math.round((isNumbered ? 60 : 100) * (Math.abs(value) / most)) / 100;
    const title = isNumbered
      ? ''
      : `<title>${escape(`${rows[row]!}, ${columns[column]!}: ${numbers[index]!}`)}</title>`;
    const shape = `<rect x="${column}" y="${row}" width="1" height="1" fill-opacity="${opacity}"${colour}`;
    return [title === '' ? `${shape}/>` : `${shape}>${title}</rect>`];
  });
  const { start, top, cellWidth, cellHeight } = grid;
  const scale = `translate(${place(start)} ${place(top)}) scale(${cellWidth.toFixed(3)} ${cellHeight.toFixed(3)})`;
  const frame = `<rect width="${columns.length}" height="${rows.length}" fill="none" ${coloured('grid')} stroke="currentColor" vector-effect="non-scaling-stroke"/>`;
  return inColour('series-0', drawn.join('') + frame, ` fill="currentColor" transform="${scale}" shape-rendering="crispEdges"`); // prettier-ignore
}

function cellTexts({ cells, numbers }: Shown, { start, top, cellWidth, cellHeight }: Grid): string {
  const at = ({ row, column }: Shown['cells'][number], index: number): string =>
    textAt(start + cellWidth * (column + 0.5), top + cellHeight * (row + 0.5) + 4, numbers[index]!);
  return cells.map(at).join('');
}

/** Labels beside rows, each of them where there is room. */
function rowLabels(rows: readonly string[], { start, top, cellHeight }: Grid): string {
  const every = Math.ceil((SIZE + 1) / cellHeight);
  const labels = rows.map((label, row) =>
    row % every === 0
      ? textAt(start - 6, top + cellHeight * (row + 0.5) + 4, label, { anchor: 'end', width: LABEL })
      : '',
  );
  return labels.join('');
}

/** Labels below columns: level where they have room, else slanting. */
function columnLabels(columns: readonly string[], { start, cellWidth }: Grid, below: number): Omit<Drawing, 'width'> {
  const width = widest(columns);
  const centre = (column: number): number => start + cellWidth * (column + 0.5);
  if (width <= cellWidth - 4)
    return { height: LINE, body: columns.map((label, column) => textAt(centre(column), below + 12, label)).join('') };
  const every = Math.ceil((SIZE + 2) / cellWidth);
  const labels = columns.map((label, column) => {
    if (column % every !== 0) return '';
    const [x, y] = [centre(column) + 4, below + 10];
    return textAt(x, y, label, {
      anchor: 'end',
      width: LABEL,
      more: `transform="rotate(-45 ${place(x)} ${place(y)})"`,
    });
  });
  return { height: Math.min(LABEL, width) * SLANT + 12, body: labels.join('') };
}

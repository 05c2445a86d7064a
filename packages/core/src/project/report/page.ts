import { escape } from '../../figures/escape.js';
import { drawFigure } from '../../figures/draw-figure.js';
import { svgText } from '../../figures/to-svg.js';
import type { Figure } from '../../learning/figure.js';
import { style } from './style.js';

/** The width of a column of figures, and of a whole page. */
const [COLUMN, PAGE] = [440, 940];

/** A page that needs nothing else: a heading, facts, and parts that are HTML. */
export function pageHtml(title: string, facts: Readonly<Record<string, string>>, parts: readonly string[]): string {
  const entries = Object.entries(facts).map(([name, text]) => `<dt>${escape(name)}</dt><dd>${escape(text)}</dd>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(title)}</h1>
<dl class="facts">${entries.join('')}</dl>
${parts.filter((part) => part !== '').join('\n')}
</body>
</html>
`;
}

/** Figures side by side, each below its title; wide ones have a row of their own. */
export function figureGrid(figures: readonly Figure[]): string {
  const sections = figures.map((figure) => {
    const isWide = figure.figure === 'parallel';
    const drawing = drawFigure(figure, { width: isWide ? widthOf(figure.axes.length) : COLUMN, titled: false });
    return `<section${isWide ? ' class="whole"' : ''}><h3>${escape(figure.title)}</h3><div class="wide">${svgText(figure, drawing)}</div></section>`;
  });
  return figures.length === 0 ? '' : `<div class="charts figures">${sections.join('\n')}</div>`;
}

/** Across the page, and wider where axes need it. */
function widthOf(axes: number): number {
  return Math.max(PAGE, 90 * axes);
}

/** A cell of {@link dataTable}: text, or how it looks as well. */
export interface DataCell {
  /** What stands in it. */
  readonly text: string;
  /** `'number'` stands to the right, `'text'` is broken into lines. */
  readonly look?: 'number' | 'text' | 'dim' | undefined;
}

/** A table with a heading above each column. `rowClass` names the look of a row. */
export function dataTable(
  columns: readonly DataCell[],
  rows: readonly (readonly DataCell[])[],
  rowClass: (row: number) => string = () => '',
): string {
  const head = columns.map((cell) => cellOf('th', { ...cell, look: cell.look === 'number' ? 'number' : undefined }));
  const body = rows.map((cells, row) => {
    const name = rowClass(row);
    return `<tr${name === '' ? '' : ` class="${name}"`}>${cells.map((cell) => cellOf('td', cell)).join('')}</tr>`;
  });
  return `<div class="wide"><table class="data"><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function cellOf(tag: 'td' | 'th', { text, look }: DataCell): string {
  return `<${tag}${look === undefined ? '' : ` class="${look}"`}>${escape(text)}</${tag}>`;
}

import type { NdArray } from '../../data/nd-array.js';
import { drawFigure } from '../../figures/draw-figure.js';
import { escape } from '../../figures/escape.js';
import { figureOf } from '../../figures/figure-of.js';
import { svgText } from '../../figures/to-svg.js';
import { isFigure } from '../../learning/figure.js';
import type { MetricDetail } from '../../learning/metric-report.js';
import type { ReportedDetails } from '../../training/details.js';
import { formatNumber } from '../../training/format.js';

/** Of a larger array the report shows so many rows and columns. */
const SHOWN = 100;
/** The width of a column of figures; what is wider has all of the page. */
const COLUMN = 440;

/** What figures are shown with. */
export interface FigureNames {
  /** The heading. Default `'Figures'`. */
  readonly heading?: string | undefined;
  /** The names of classes, where they are known. */
  readonly classNames?: readonly string[] | undefined;
}

/** Arrays and figures of metrics under a heading, each below its name; nothing where there are none. */
export function figuresSection(
  details: ReportedDetails,
  { heading = 'Figures', classNames }: FigureNames = {},
): string {
  const figures = Object.entries(details).map(([name, detail]) => sectionOf(name, detail, classNames));
  return figures.length === 0 ? '' : `<h2>${heading}</h2>\n<div class="charts figures">${figures.join('\n')}</div>`;
}

/** The title of what a metric gave: that of a figure with its stage, or the full name. */
export function titleOf(name: string, detail: MetricDetail): string {
  return isFigure(detail) ? `${detail.title} (${name.split('/')[0]})` : name;
}

function sectionOf(name: string, detail: MetricDetail, classNames: readonly string[] | undefined): string {
  const title = titleOf(name, detail);
  const figure = figureOf(detail, { title, classNames });
  const heading = `<h3>${escape(title)}</h3>`;
  if (figure === undefined) return `<section>${heading}${tableOf(detail as NdArray)}</section>`;
  const drawing = drawFigure(figure, { width: figure.figure === 'matrix' ? undefined : COLUMN, titled: false });
  const isWide = drawing.width > COLUMN;
  return `<section${isWide ? ' class="whole"' : ''}>${heading}<div class="wide">${svgText({ ...figure, title }, drawing)}</div></section>`;
}

/** Numbers of more than two axes as a table, with as many columns as the last axis has. */
function tableOf({ data, shape }: NdArray): string {
  const width = shape.at(-1) ?? 1;
  const height = width === 0 ? 0 : data.length / width;
  const values = data as ArrayLike<number>;
  const rows = Array.from({ length: Math.min(SHOWN, height) }, (_, row) => {
    const cells = Array.from({ length: Math.min(width, SHOWN) }, (__, column) => Number(values[row * width + column]));
    return `<tr><th>${row}</th>${cells.map((value) => `<td class="number">${formatNumber(value)}</td>`).join('')}</tr>`;
  });
  const isCut = height > SHOWN || width > SHOWN;
  const note = isCut ? `<p class="note">The first ${SHOWN} of ${height} rows and ${width} columns.</p>` : '';
  return `<div class="wide"><table class="data"><tbody>${rows.join('')}</tbody></table></div>${note}`;
}

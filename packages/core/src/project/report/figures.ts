import { drawFigure } from '../../figures/draw-figure.js';
import { escape } from '../../figures/escape.js';
import { figureOf } from '../../figures/figure-of.js';
import { svgText } from '../../figures/to-svg.js';
import { isFigure } from '../../learning/figure.js';
import type { MetricDetail } from '../../learning/metric-report.js';
import type { ReportedDetails } from '../../training/details.js';

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
  const drawing = drawFigure(figure, { width: figure.figure === 'matrix' ? undefined : COLUMN, titled: false });
  const isWide = drawing.width > COLUMN;
  return `<section${isWide ? ' class="whole"' : ''}><h3>${escape(title)}</h3><div class="wide">${svgText({ ...figure, title }, drawing)}</div></section>`;
}

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkFigure } from '../learning/check-figure.js';
import type { Figure } from '../learning/figure.js';
import { drawFigure } from './draw-figure.js';
import type { Drawing } from './drawing.js';
import { escape } from './escape.js';
import { coloured, coloursOf, DARK } from './palette.js';

/** Narrower drawings have no room for numbers and names. */
const LEAST = 160;

/** Options of {@link toSvg}. */
export interface SvgOptions {
  /** Pixels across. Default: 480, of a matrix as many as its numbers need; those of more than 40 columns are left out. */
  readonly width?: number | undefined;
}

/**
 * Draws a figure as SVG: the text of a file that stands by itself, and can be put into a page as it is. It is dark on light ground, or light on dark
 * ground where the reader's system asks for that.
 *
 * - A matrix has a cell for each number, the darker the further it is from 0 (blue above, orange below it), the number in it where it
 *   has room; else it shows where the mouse rests.
 * - Bars begin at 0, with their numbers beside them.
 * - Curves and points have axes that begin and end at round numbers, a legend where they have names, and a dashed line for `reference`;
 *   with `'diagonal'` both axes are the same. A curve is broken where a number is not finite, and a point between two breaks is a dot.
 * - Parallel axes have their own numbers or names each; lines are the stronger the more they stand out, and the first of them has another
 *   colour. Of more than 500 those are drawn that stand out most.
 *
 * Of more than 100 rows, columns or bars the first 100 are drawn, which it says. Points that cannot be told apart are drawn as one, so
 * that the text of a million of them stays short.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no figure, or a width below 160; `LML_SHAPE_MISMATCH` for arrays of a figure that do not fit
 * each other.
 *
 * @example
 * ```ts
 * import { ndArray, toSvg, type CurveFigure } from '@lml/core';
 *
 * const roc: CurveFigure = {
 *   figure: 'curve',
 *   title: 'ROC',
 *   lines: [{ x: ndArray([0, 0, 0.5, 1]), y: ndArray([0, 0.5, 1, 1]) }],
 *   xTitle: 'false positive rate',
 *   yTitle: 'true positive rate',
 *   reference: 'diagonal',
 * };
 * const svg = toSvg(roc); // writeFileSync('roc.svg', svg)
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="480"'); // => true
 * ```
 */
export function toSvg(figure: Figure, options: SvgOptions = {}): string {
  checkFigure('The figure', figure);
  const { width } = options;
  if (width !== undefined && !(width >= LEAST && Number.isFinite(width)))
    throw new InvalidArgumentError('width', `a number of at least ${LEAST}`, width);
  const drawing = drawFigure(figure, { width, titled: true });
  const ground = `<rect width="100%" height="100%" ${coloured('page')} fill="currentColor"/>`;
  return `${svgText(figure, { ...drawing, body: `<style>${DARK_STYLE}</style>${ground}${drawing.body}` }, 'xmlns="http://www.w3.org/2000/svg" ')}\n`;
}

/** The colours of elements on dark ground. */
const DARK_STYLE = `@media (prefers-color-scheme: dark) { ${Object.entries(coloursOf(DARK))
  .map(([name, colour]) => `.lml-${name} { color: ${colour}; }`)
  .join(' ')} }`;

/** A drawing as an element. */
export function svgText({ title }: Figure, { width, height, body }: Drawing, more = ''): string {
  const size = `width="${Math.round(width)}" height="${Math.round(height)}" viewBox="0 0 ${Math.round(width)} ${Math.round(height)}"`;
  return `<svg ${more}${size} role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="11">${body}</svg>`;
}

import { escape } from './escape.js';

/** The height of letters, of what is no title. */
export const SIZE = 11;
/** The height of a line of text. */
export const LINE = 16;

/** About how wide text is, in a wide font without serifs: a drawing is made where nothing can be measured. */
export function textWidth(text: string, size = SIZE): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size;
}

function widthOf(character: string): number {
  if (character >= '\u2e80') return 1;
  if (/[mwMW@%…]/.test(character)) return 0.95;
  if (/[A-Z]/.test(character)) return 0.7;
  return /[iljtfI.,:;|'! ]/.test(character) ? 0.34 : 0.62;
}

/** Text that is at most so wide, with `…` where some is left out. */
export function shortened(text: string, width: number, size = SIZE): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Text in at most two lines, broken between words. */
export function twoLines(text: string, width: number, size: number): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  let first = words.shift() ?? '';
  while (words.length > 0 && textWidth(`${first} ${words[0]!}`, size) <= width) first += ` ${words.shift()!}`;
  const lines = words.length === 0 ? [first] : [first, words.join(' ')];
  return lines.map((line) => shortened(line, width, size)).filter((line) => line !== '');
}

/** How a {@link textAt} looks. */
export interface TextLook {
  /** Which part of the text is at the place. Default `'middle'`. */
  readonly anchor?: 'start' | 'middle' | 'end' | undefined;
  /** How wide it may be. Default: as it is. */
  readonly width?: number | undefined;
  /** Further attributes. */
  readonly more?: string | undefined;
}

/** A text at a place; what is left out of it is shown where the mouse rests. */
export function textAt(x: number, y: number, text: string, { anchor = 'middle', width, more }: TextLook = {}): string {
  const shown = width === undefined ? text : shortened(text, width);
  const whole = shown === text ? '' : `<title>${escape(text)}</title>`;
  const attributes = [anchor === 'start' ? '' : ` text-anchor="${anchor}"`, more === undefined ? '' : ` ${more}`];
  return `<text x="${place(x)}" y="${place(y)}"${attributes.join('')}>${escape(shown)}${whole}</text>`;
}

/** A coordinate, to a tenth of a pixel. */
export function place(value: number): string {
  return String(Math.round(10 * value) / 10);
}

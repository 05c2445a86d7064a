import type { NdArray } from '../data/nd-array.js';
import { coloured } from './palette.js';
import { textAt, textWidth } from './text.js';

/** What is drawn, as elements of SVG in a frame that begins at 0, 0. */
export interface Drawing {
  /** Pixels across. */
  readonly width: number;
  /** Pixels down. */
  readonly height: number;
  /** The elements. */
  readonly body: string;
}

/** The numbers of an array. */
export function numbersOf({ data }: NdArray): number[] {
  return Array.from(data as ArrayLike<number>, Number);
}

/** Elements whose `currentColor` is a colour by name. */
export function inColour(name: string, body: string, more = ''): string {
  return `<g ${coloured(name)}${more}>${body}</g>`;
}

/** Texts in a colour by name. */
export function texts(name: string, body: string): string {
  return inColour(name, body, ' fill="currentColor"');
}

/** A drawing of nothing, which says so. */
export function emptyDrawing(width: number): Drawing {
  return { width, height: 40, body: texts('soft', textAt(width / 2, 24, 'nothing to show')) };
}

/** The width of the widest of some texts. */
export function widest(labels: readonly string[]): number {
  return labels.reduce((most, label) => Math.max(most, textWidth(label)), 0);
}

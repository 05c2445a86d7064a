import type { BarsFigure } from '../learning/figure.js';
import { formatNumber } from '../training/format.js';
import { isDrawn } from './axis.js';
import { emptyDrawing, inColour, numbersOf, texts, widest, type Drawing } from './drawing.js';
import { place, textAt } from './text.js';

/** Of more bars the first are drawn. */
export const BARS = 100;
/** The height of a bar with the room around it, and the widest label. */
const [ROW, LABEL] = [20, 160];

/** Draws a bar for each number, beside its label, from a common line at 0. */
export function drawBars({ labels, values }: BarsFigure, width: number): Drawing {
  const numbers = numbersOf(values).slice(0, BARS);
  if (numbers.length === 0) return emptyDrawing(width);
  const shown = numbers.map(formatNumber);
  const left = Math.min(LABEL, widest(labels.slice(0, BARS))) + 8;
  const right = width - widest(shown) - 8;
  const drawn = numbers.map((value) => (isDrawn(value) ? value : 0));
  const [low, high] = [Math.min(0, ...drawn), Math.max(0, ...drawn)];
  const across = (value: number): number => left + ((right - left) * (value - low)) / (high - low || 1);
  const bars = drawn.map((value, index) => {
    const [begin, end] = [across(Math.min(0, value)), across(Math.max(0, value))];
    return `<path d="M${place(begin)} ${ROW * index + 4}H${place(end)}v${ROW - 8}H${place(begin)}z"/>`;
  });
  const height = ROW * numbers.length;
  const body = [
    inColour('series-0', bars.join(''), ' fill="currentColor"'),
    inColour('soft', `<path d="M${place(across(0))} 0V${height}" stroke="currentColor"/>`),
    texts('soft', numbers.map((_, index) => textAt(left - 8, ROW * index + 14, labels[index]!, { anchor: 'end', width: LABEL })).join('')), // prettier-ignore
    texts('ink', shown.map((text, index) => textAt(width, ROW * index + 14, text, { anchor: 'end' })).join('')),
  ];
  return { width, height, body: body.join('') };
}

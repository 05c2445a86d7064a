import type { ParallelFigure } from '../learning/figure.js';
import { emptyDrawing, inColour, texts, widest, type Drawing } from './drawing.js';
import { hasPlace, parallelParts, type ParallelLine } from './parallel-axes.js';
import { LINE, place, shortened, SIZE, textAt } from './text.js';

/** Of more lines those are drawn that stand out most. */
export const LINES = 500;
/** How high the axes are for a width of 1, and their least and largest height. */
const [HIGH, LOW, TALL] = [0.42, 170, 340];
/** The best line is as wide as this. */
const BEST = 2.5;

/** Draws a line for each row across upright axes; those that stand out are stronger, the first of them in another colour. */
export function drawParallel(figure: ParallelFigure, width: number): Drawing {
  const { axes, lines } = parallelParts(figure);
  const isEmpty = lines.every(({ values }) => !values.some((value, at) => hasPlace(figure.axes[at]!, value)));
  if (isEmpty) return emptyDrawing(width);
  const [top, height] = [LINE + 8, Math.round(Math.min(TALL, Math.max(LOW, HIGH * width)))];
  const left = Math.min(width / 6, widest(axes[0]!.ticks.map(({ label }) => label))) + 8;
  // The numbers of the last axis stand beyond it, where no lines are.
  const right = axes.length > 1 ? Math.min(width / 6, widest(axes.at(-1)!.ticks.map(({ label }) => label))) + 8 : 8;
  const step = axes.length > 1 ? (width - left - right) / (axes.length - 1) : 0;
  const across = (at: number): number => left + step * at;
  const down = (at: number, value: number): number => top + height * (1 - axes[at]!.at(value));
  const drawn = lines.slice(-LINES);
  const pathOf = ({ values }: ParallelLine): string => {
    const runs: string[][] = [[]];
    values.forEach((value, at) => {
      if (hasPlace(figure.axes[at]!, value)) runs.at(-1)!.push(`${place(across(at))} ${place(down(at, value))}`);
      else if (runs.at(-1)!.length > 0) runs.push([]);
    });
    return runs
      .filter((run) => run.length > 0)
      .map((run) => (run.length === 1 ? `M${run[0]!}h0` : `M${run.join('L')}`))
      .join('');
  };
  // Of many lines each is fainter, so that what they have in common is seen.
  const most = Math.max(0.45, Math.min(0.9, 40 / drawn.length));
  const best = drawn.filter(({ strength }) => strength === 1);
  const others = drawn.filter(({ strength }) => strength !== 1);
  const bodies = others.map((line) => {
    const opacity = Number.isNaN(line.strength) ? 0.08 : 0.06 + (most - 0.06) * line.strength ** 2;
    return `<path d="${pathOf(line)}" stroke-opacity="${opacity.toFixed(2)}"/>`;
  });
  const look = ' fill="none" stroke="currentColor" stroke-linejoin="round" stroke-linecap="round"';
  const upright = axes.map((_, at) => `M${place(across(at))} ${top}v${height}`).join('');
  const every = axes.map(({ ticks }) => Math.ceil((ticks.length * (SIZE + 3)) / height));
  const labels = axes
    .flatMap(({ ticks }, at) => {
      const isLast = at > 0 && at === axes.length - 1;
      const room = at === 0 ? left - 8 : isLast ? right - 8 : step - 14;
      const shown = ticks.filter((_, index) => index % every[at]! === 0);
      return shown.map(({ value, label }) =>
        textAt(across(at) + (isLast ? 6 : -6), down(at, value) + 4, shortened(label, room), {
          anchor: isLast ? 'start' : 'end',
        }),
      );
    })
    .join('');
  const titles = axes.map((_, at) => titleAt(figure.axes[at]!.title, { at, count: axes.length, across, step, width }));
  const body = [
    inColour('series-0', bodies.join(''), `${look} stroke-width="1.5"`),
    inColour('series-1', best.map((line) => `<path d="${pathOf(line)}"/>`).join(''), `${look} stroke-width="${BEST}"`),
    inColour('soft', `<path d="${upright}"/>`, ' stroke="currentColor"'),
    // Ground around the numbers, which stand on lines.
    inColour(
      'page',
      labels,
      ' fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" aria-hidden="true"',
    ),
    texts('ink', labels),
    texts('ink', titles.join('')),
  ];
  return { width, height: top + height + 8, body: body.join('') };
}

interface TitlePlace {
  readonly at: number;
  readonly count: number;
  across(at: number): number;
  readonly step: number;
  readonly width: number;
}

/** The name of an axis above it, with the outer ones inside of the drawing. */
function titleAt(title: string, { at, count, across, step, width }: TitlePlace): string {
  const room = count === 1 ? width : step - 6;
  if (at === 0) return textAt(0, LINE - 5, title, { anchor: 'start', width: across(0) + room / 2 });
  if (at === count - 1) return textAt(width, LINE - 5, title, { anchor: 'end', width: room / 2 + width - across(at) });
  return textAt(across(at), LINE - 5, title, { width: room });
}

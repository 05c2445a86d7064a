import type { NdArray } from '../data/nd-array.js';
import { isDrawn } from './axis.js';
import { inColour, numbersOf } from './drawing.js';
import { seriesStyle } from './palette.js';
import type { Frame } from './plot-frame.js';
import { place } from './text.js';

/** Points, and `undefined` where one has no place. */
export type Points = readonly (readonly [x: number, y: number] | undefined)[];

/** More dots are smaller; of still more those are drawn that are two pixels apart. */
const [FEW, MANY] = [300, 5000];
const FACTOR = 2 ** 20;

/** The points of two arrays; over logarithms those are left out that are not above 0. */
export function pointsOf({ x, y }: { readonly x: NdArray; readonly y: NdArray }, isLog: boolean): Points {
  const heights = numbersOf(y);
  return numbersOf(x).map((value, index) => {
    const height = heights[index]!;
    return isDrawn(value) && isDrawn(height) && (value > 0 || !isLog) ? [value, height] : undefined;
  });
}

/** Whether it is one point, which is drawn as a dot. */
export function isSingle(points: Points): boolean {
  return points.filter((point) => point !== undefined).length === 1;
}

/** A line, broken where there is no number; a point between two breaks is a dot. */
export function drawLine(points: Points, series: number, { across, down }: Frame): string {
  const { colour, dash } = seriesStyle(series);
  const runs: [number, number][][] = [[]];
  for (const point of points) {
    if (point !== undefined) runs.at(-1)!.push([across(point[0]), down(point[1])]);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  const dots = runs.filter((run) => run.length === 1);
  const lines = runs.filter((run) => run.length > 1);
  const path = lines
    .map(
      (run) =>
        `M${thinned(run)
          .map((at) => at.map(place).join(' '))
          .join('L')}`,
    )
    .join('');
  const line = `<path d="${path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"${dash}/>`;
  return inColour(colour, (path === '' ? '' : line) + dotted(dots.flat(), 7));
}

/** The points that can be told apart: of those within half a pixel across the first, the last, the highest and the lowest. */
function thinned(points: readonly [number, number][]): [number, number][] {
  const kept: [number, number][] = [];
  for (let start = 0, end = 0; start < points.length; start = end) {
    const column = Math.round(2 * points[start]![0]);
    let [low, high] = [start, start];
    for (; end < points.length && Math.round(2 * points[end]![0]) === column; end++) {
      if (points[end]![1] < points[low]![1]) low = end;
      if (points[end]![1] > points[high]![1]) high = end;
    }
    const chosen = [...new Set([start, low, high, end - 1])].sort((a, b) => a - b);
    kept.push(...chosen.map((index) => points[index]!));
  }
  return kept;
}

/** Dots; of those that are drawn in the same place one. */
export function drawDots(points: Points, series: number, { across, down }: Frame): string {
  const placed = points.flatMap((point) => (point === undefined ? [] : [[across(point[0]), down(point[1])] as const]));
  let at = apart(placed, 1);
  if (at.length > MANY) at = apart(placed, 2);
  return inColour(seriesStyle(series).colour, dotted(at, at.length > FEW ? 3 : 5, 0.7));
}

/** Places on a grid with lines so many pixels apart, each once. */
function apart(places: readonly (readonly [number, number])[], pixels: number): [number, number][] {
  // One number for each place: drawings are narrower than the factor.
  const taken = new Set(places.map(([x, y]) => FACTOR * Math.round(x / pixels) + Math.round(y / pixels)));
  return [...taken].map((place) => [pixels * Math.floor(place / FACTOR), pixels * (place % FACTOR)]);
}

/** Dots as one path: lines of no length with round ends. */
function dotted(points: readonly (readonly [number, number])[], size: number, opacity = 1): string {
  if (points.length === 0) return '';
  const path = points.map(([x, y]) => `M${place(x)} ${place(y)}h0`).join('');
  return `<path d="${path}" stroke="currentColor" stroke-width="${size}" stroke-linecap="round" stroke-opacity="${opacity}"/>`;
}

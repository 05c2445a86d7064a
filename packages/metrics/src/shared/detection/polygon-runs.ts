import { InvalidArgumentError } from '@lml/core';

import type { RunLengths } from './run-lengths.js';

/** How fine the outline is followed: in fifths of a pixel. */
const SCALE = 5;

/** The longest outline, in fifths of a pixel: some seconds of work at the most. */
const LONGEST = 2 ** 26;

/**
 * The mask within a polygon `[x0, y0, x1, y1, …]`, in pixels, as COCO fills it: its outline is followed in fifths of a pixel, and where it crosses
 * the middle of a column of pixels, those below are inside if those above are not.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything but an even number of finite coordinates, or an outline of more than 2²⁶ fifths of a pixel.
 */
export function polygonRuns(what: string, points: ArrayLike<unknown>, height: number, width: number): RunLengths {
  const corners = cornersOf(what, points);
  const count = corners.length / 2;
  const crossings: number[] = [];
  let [lastX, lastY] = [NaN, NaN];
  const visit = (x: number, y: number): void => {
    const [fromX, fromY] = [lastX, lastY];
    [lastX, lastY] = [x, y];
    if (x === fromX || Number.isNaN(fromX)) return;
    const column = ((x < fromX ? x : x - 1) + 0.5) / SCALE - 0.5;
    if (column < 0 || column > width - 1 || Math.floor(column) !== column) return;
    const row = Math.ceil(Math.min(Math.max((Math.min(y, fromY) + 0.5) / SCALE - 0.5, 0), height));
    crossings.push(column * height + row);
  };
  for (let at = 0; at < count; at++) {
    const next = at + 1 === count ? 0 : at + 1;
    followEdge(corners[2 * at]!, corners[2 * at + 1]!, corners[2 * next]!, corners[2 * next + 1]!, visit);
  }
  return { height, width, counts: runsBetween(crossings, height * width) };
}

/** Corners in fifths of a pixel. */
function cornersOf(what: string, points: ArrayLike<unknown>): Float64Array {
  const expected = 'an even number of finite coordinates, x0, y0, x1, y1 …';
  if (points.length % 2 !== 0) throw new InvalidArgumentError(what, expected, `${points.length} of them`);
  const corners = new Float64Array(points.length);
  for (let at = 0; at < points.length; at++) {
    const place = points[at];
    if (typeof place !== 'number' || !Number.isFinite(place))
      throw new InvalidArgumentError(what, expected, `${String(place)} at ${at}`);
    corners[at] = Math.trunc(SCALE * place + 0.5);
  }
  let length = 0;
  for (let at = 0; at < corners.length; at += 2) {
    const next = at + 2 < corners.length ? at + 2 : 0;
    const [across, down] = [corners[next]! - corners[at]!, corners[next + 1]! - corners[at + 1]!];
    length += Math.max(Math.abs(across), Math.abs(down)) + 1;
  }
  if (length <= LONGEST) return corners;
  const remedy = 'Coordinates are pixels; those far outside the image are a mistake.';
  throw new InvalidArgumentError(
    `The outline of ${what}`,
    `at most ${LONGEST / SCALE} pixels long`,
    length / SCALE,
    remedy,
  );
}

/** Visits the points of an edge, from its first corner to its second. */
function followEdge(x0: number, y0: number, x1: number, y1: number, visit: (x: number, y: number) => void): void {
  const [across, down] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  const isFlat = across >= down;
  // Points are those of the edge from left to right, or from top to bottom, whichever way it goes.
  const isTurned = isFlat ? x0 > x1 : y0 > y1;
  const [startX, startY, endX, endY] = isTurned ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
  const length = isFlat ? across : down;
  const slope = length === 0 ? 0 : (isFlat ? endY - startY : endX - startX) / length;
  for (let step = 0; step <= length; step++) {
    const along = isTurned ? length - step : step;
    if (isFlat) visit(startX + along, Math.trunc(startY + slope * along + 0.5));
    else visit(Math.trunc(startX + slope * along + 0.5), startY + along);
  }
}

/** Runs that end where an outline is crossed; what is crossed twice is not crossed. */
function runsBetween(crossings: readonly number[], pixels: number): Uint32Array {
  const places = new Float64Array(crossings.length + 1).fill(pixels);
  places.set(Float64Array.from(crossings).sort());
  const runs = new Uint32Array(places.length);
  let [length, at, before] = [0, 1, places[0]!];
  const next = (): number => {
    const run = places[at]! - before;
    before = places[at++]!;
    return run;
  };
  runs[length++] = before;
  while (at < places.length) {
    const run = next();
    if (run > 0) runs[length++] = run;
    else if (at < places.length) runs[length - 1]! += next();
  }
  return runs.slice(0, length);
}

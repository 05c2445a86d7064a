import { InvalidArgumentError } from '@lml/core';

/**
 * A mask by run lengths, as COCO has them: how many pixels in a row are outside, then inside, then outside again, column by column from
 * top to bottom. Together they are `height · width`.
 */
export interface RunLengths {
  /** The rows of the mask. */
  readonly height: number;
  /** Its columns. */
  readonly width: number;
  /** How long runs are, of pixels outside and inside by turns; the first one may be 0. */
  readonly counts: Uint32Array;
}

/** The most pixels of a mask that is filled: a quarter of a gigabyte. */
export const MOST_PIXELS = 2 ** 28;

/**
 * The height and width of a mask.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything but two whole numbers whose product is below 2³².
 */
export function sizeOfMask(what: string, size: unknown): readonly [height: number, width: number] {
  const given = Array.isArray(size) || ArrayBuffer.isView(size) ? (size as unknown as ArrayLike<unknown>) : undefined;
  const [height, width] = given?.length === 2 ? [given[0], given[1]] : [];
  const fits = [height, width].every((side) => Number.isSafeInteger(side) && (side as number) >= 0);
  if (fits && (height as number) * (width as number) < 2 ** 32) return [height as number, width as number];
  throw new InvalidArgumentError(what, 'height and width, two whole numbers with less than 2 ** 32 pixels', size);
}

/**
 * Checks run lengths.
 *
 * @throws `LML_INVALID_ARGUMENT` unless they are whole numbers that fill the mask.
 */
export function checkedRuns(what: string, height: number, width: number, counts: ArrayLike<unknown>): RunLengths {
  const pixels = height * width;
  // Only the first run may be empty for a reason, but programs write others; they change nothing, and are bounded here.
  const most = 2 * pixels + 2;
  if (counts.length > most) throw new InvalidArgumentError(what, `at most ${most} run lengths`, `${counts.length}`);
  const runs = new Uint32Array(counts.length);
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at];
    if (!Number.isSafeInteger(count) || (count as number) < 0)
      throw new InvalidArgumentError(what, 'run lengths, whole numbers of at least 0', `${String(count)} at ${at}`);
    sum += count as number;
    if (sum > pixels) break;
    runs[at] = count as number;
  }
  if (sum === pixels) return { height, width, counts: runs };
  const received = `${sum > pixels ? 'more' : sum} pixels`;
  throw new InvalidArgumentError(what, `run lengths of ${height} × ${width} = ${pixels} pixels`, received);
}

/** The number of pixels inside. */
export function areaOfRuns({ counts }: RunLengths): number {
  let area = 0;
  for (let at = 1; at < counts.length; at += 2) area += counts[at]!;
  return area;
}

/** The smallest box around all pixels inside: left, top, width, height; all 0 where there are none. */
export function boxOfRuns({
  height,
  width,
  counts,
}: RunLengths): [x: number, y: number, width: number, height: number] {
  let [left, top, right, bottom, end] = [width, height, 0, 0, 0];
  for (let at = 0; at < counts.length; at++) {
    const start = end;
    end += counts[at]!;
    if (at % 2 === 0 || end === start) continue;
    const [firstColumn, lastColumn] = [Math.floor(start / height), Math.floor((end - 1) / height)];
    left = Math.min(left, firstColumn);
    right = Math.max(right, lastColumn);
    const isTall = lastColumn > firstColumn;
    top = Math.min(top, isTall ? 0 : start % height);
    bottom = Math.max(bottom, isTall ? height - 1 : (end - 1) % height);
  }
  return left === width ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}

/**
 * The pixels inside, and those inside either of two masks, counted.
 *
 * @returns how many pixels both have, and how many either has.
 */
export function overlapOfRuns(one: RunLengths, other: RunLengths): { intersection: number; union: number } {
  const [a, b] = [one.counts, other.counts];
  let [intersection, union] = [0, 0];
  let [left, right] = [a[0] ?? 0, b[0] ?? 0];
  let [nextLeft, nextRight] = [1, 1];
  let [insideLeft, insideRight] = [false, false];
  for (;;) {
    while (left === 0 && nextLeft < a.length) {
      left = a[nextLeft++]!;
      insideLeft = !insideLeft;
    }
    while (right === 0 && nextRight < b.length) {
      right = b[nextRight++]!;
      insideRight = !insideRight;
    }
    const run = left < right ? left : right;
    if (run === 0) return { intersection, union };
    if (insideLeft || insideRight) union += run;
    if (insideLeft && insideRight) intersection += run;
    left -= run;
    right -= run;
  }
}

/** Masks of one size as one: the pixels inside any, or with `intersect` inside all. */
export function mergedRuns(masks: readonly RunLengths[], intersect: boolean): RunLengths {
  return masks.slice(1).reduce((one, other) => mergedPair(one, other, intersect), masks[0]!);
}

function mergedPair(one: RunLengths, other: RunLengths, intersect: boolean): RunLengths {
  const [a, b] = [one.counts, other.counts];
  const merged = new Uint32Array(a.length + b.length + 1);
  let [length, before] = [0, false];
  let [left, right] = [a[0] ?? 0, b[0] ?? 0];
  let [nextLeft, nextRight] = [1, 1];
  let [insideLeft, insideRight] = [false, false];
  let pending = 0;
  for (;;) {
    while (left === 0 && nextLeft < a.length) {
      left = a[nextLeft++]!;
      insideLeft = !insideLeft;
    }
    while (right === 0 && nextRight < b.length) {
      right = b[nextRight++]!;
      insideRight = !insideRight;
    }
    const run = left < right ? left : right;
    if (run === 0) break;
    const inside = intersect ? insideLeft && insideRight : insideLeft || insideRight;
    if (inside !== before) {
      merged[length++] = pending;
      pending = 0;
      before = inside;
    }
    pending += run;
    left -= run;
    right -= run;
  }
  merged[length++] = pending;
  return { height: one.height, width: one.width, counts: merged.slice(0, length) };
}

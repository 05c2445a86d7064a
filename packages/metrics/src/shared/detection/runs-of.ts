import { InvalidArgumentError, isNdArray, ndArray, type NdArray, type NestedValues } from '@lml/core';

import { polygonRuns } from './polygon-runs.js';
import { readRuns } from './run-length-text.js';
import { checkedRuns, mergedRuns, sizeOfMask, type RunLengths } from './run-lengths.js';

/** A mask by run lengths, as COCO's files have it: `counts` are numbers, or a text that is made of them. */
export interface MaskCode {
  /** Height and width. */
  readonly size: readonly [height: number, width: number];
  /** How many pixels in a row are outside and inside by turns, column by column. */
  readonly counts: string | readonly number[];
}

/** Polygons, `[x0, y0, x1, y1, …]` each, in pixels; the mask is what lies in any. */
export type Polygons = readonly (readonly number[])[];

/** A mask: pixels `[height, width]`, where anything but 0 is inside, or what COCO's files have for one. */
export type MaskLike = NdArray | readonly (readonly (number | boolean)[])[] | MaskCode;

/**
 * The run lengths of a mask in any form.
 *
 * @param what - What it is, for errors.
 * @param size - Height and width, for polygons: where it is given, lists of lists are polygons; else they are rows of pixels.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no mask.
 */
export function runsOf(what: string, given: unknown, size?: unknown): RunLengths {
  if (isNdArray(given)) return pixelRuns(what, given);
  if (Array.isArray(given))
    return size === undefined
      ? pixelRuns(what, ndArray(given as NestedValues))
      : runsOfPolygons(what, given as readonly unknown[], size);
  if (typeof given === 'object' && given !== null && 'counts' in given && 'size' in given) return codeRuns(what, given);
  const expected = 'pixels [height, width], { size, counts } of COCO, or polygons with the size of their image';
  throw new InvalidArgumentError(what, expected, given);
}

/** The run lengths of pixels, in row-major order; anything but 0 is inside. */
function pixelRuns(what: string, { shape, data }: NdArray): RunLengths {
  if (shape.length !== 2 || typeof data[0] === 'string')
    throw new InvalidArgumentError(what, 'pixels [height, width]', `an array [${shape.join(', ')}]`);
  const [height, width] = sizeOfMask(`The size of ${what}`, shape);
  return runsOfPixels(data as ArrayLike<number>, 0, height, width);
}

/** The run lengths of pixels that begin at a place of an array. */
export function runsOfPixels(
  data: ArrayLike<number | bigint>,
  start: number,
  height: number,
  width: number,
): RunLengths {
  const counts: number[] = [];
  let [inside, run] = [false, 0];
  for (let column = 0; column < width; column++) {
    for (let row = 0; row < height; row++) {
      const now = Boolean(data[start + row * width + column]);
      if (now !== inside) {
        counts.push(run);
        run = 0;
        inside = now;
      }
      run++;
    }
  }
  counts.push(run);
  return { height, width, counts: Uint32Array.from(counts) };
}

function codeRuns(what: string, { size, counts }: { readonly size: unknown; readonly counts: unknown }): RunLengths {
  const [height, width] = sizeOfMask(`The size of ${what}`, isNdArray(size) ? Array.from(size.data, Number) : size);
  if (typeof counts === 'string') return readRuns(what, height, width, counts);
  const numbers = isNdArray(counts) ? counts.data : counts;
  if (Array.isArray(numbers) || ArrayBuffer.isView(numbers))
    return checkedRuns(what, height, width, numbers as unknown as ArrayLike<unknown>);
  throw new InvalidArgumentError(`The counts of ${what}`, 'run lengths, or a text of them', counts);
}

function runsOfPolygons(what: string, polygons: readonly unknown[], size: unknown): RunLengths {
  const [height, width] = sizeOfMask(`The size of ${what}`, size);
  const masks = polygons.map((points) => {
    const numbers = isNdArray(points) ? points.data : points;
    if (Array.isArray(numbers) || ArrayBuffer.isView(numbers))
      return polygonRuns(what, numbers as unknown as ArrayLike<unknown>, height, width);
    throw new InvalidArgumentError(what, 'polygons, each a list [x0, y0, x1, y1, …]', points);
  });
  return masks.length === 0 ? { height, width, counts: Uint32Array.of(height * width) } : mergedRuns(masks, false);
}

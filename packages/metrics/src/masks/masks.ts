import { InvalidArgumentError, ShapeMismatchError, type NdArray } from '@lml/core';

import { overlapsOfMasks } from '../shared/detection/mask-overlaps.js';
import { writeRuns } from '../shared/detection/run-length-text.js';
import { areaOfRuns, boxOfRuns, mergedRuns, MOST_PIXELS, type RunLengths } from '../shared/detection/run-lengths.js';
import { runsOf, type MaskCode, type MaskLike, type Polygons } from '../shared/detection/runs-of.js';

/**
 * A mask by run lengths in a compressed text, as COCO's results have it.
 *
 * @param mask - Pixels `[height, width]`, anything but 0 is inside; or run lengths that are numbers.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no mask.
 *
 * @example
 * ```ts
 * import { encodeMask } from '@lml/metrics';
 *
 * encodeMask([[0, 1], [0, 1]]); // => { size: [2, 2], counts: '22' }
 * encodeMask({ size: [2, 2], counts: [2, 2] }).counts; // => '22'
 * ```
 *
 * @see pycocotools.mask.encode 2.0.11
 */
export function encodeMask(mask: MaskLike): MaskCode {
  return codeOf(runsOf('mask', mask));
}

/**
 * The pixels of a mask, 1 inside and 0 outside.
 *
 * @returns uint8 `[height, width]`
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no mask, or one of more than 2²⁸ pixels.
 *
 * @example
 * ```ts
 * import { decodeMask } from '@lml/metrics';
 *
 * decodeMask({ size: [2, 2], counts: '22' }).data; // => Uint8Array.of(0, 1, 0, 1)
 * ```
 *
 * @see pycocotools.mask.decode 2.0.11
 */
export function decodeMask(mask: MaskLike): NdArray<'uint8'> {
  const { height, width, counts } = runsOf('mask', mask);
  if (height * width > MOST_PIXELS)
    throw new InvalidArgumentError('mask', `of at most ${MOST_PIXELS} pixels`, `${height} × ${width}`);
  const data = new Uint8Array(height * width);
  let end = 0;
  for (let at = 0; at < counts.length; at++) {
    const start = end;
    end += counts[at]!;
    if (at % 2 === 0) continue;
    for (let place = start; place < end; place++) data[(place % height) * width + Math.floor(place / height)] = 1;
  }
  return { dtype: 'uint8', shape: [height, width], data };
}

/**
 * The mask of polygons, as COCO fills them: what lies in any of them.
 *
 * @param polygons - `[x0, y0, x1, y1, …]` each, in pixels; a pixel's middle is at half ones.
 * @param size - Height and width of the image. What lies outside is cut off.
 *
 * @throws `LML_INVALID_ARGUMENT` for an odd number of coordinates, coordinates that are not finite, or an outline of more than 13 million pixels.
 *
 * @example
 * ```ts
 * import { maskArea, polygonMask } from '@lml/metrics';
 *
 * const square = polygonMask([[1, 1, 4, 1, 4, 3, 1, 3]], [5, 6]);
 * maskArea(square); // => 6
 * ```
 *
 * @see pycocotools.mask.frPyObjects 2.0.11
 */
export function polygonMask(polygons: Polygons, size: readonly [height: number, width: number]): MaskCode {
  return codeOf(runsOf('polygons', polygons, size));
}

/**
 * The pixels inside any of some masks, or with `intersect` inside all of them.
 *
 * @throws `LML_INVALID_ARGUMENT` for no masks at all, or what is none; `LML_SHAPE_MISMATCH` for masks of different sizes.
 *
 * @example
 * ```ts
 * import { mergeMasks } from '@lml/metrics';
 *
 * mergeMasks([[[1, 0]], [[0, 1]]]); // => { size: [1, 2], counts: '02' }
 * mergeMasks([[[1, 0]], [[1, 1]]], { intersect: true }); // => { size: [1, 2], counts: '011' }
 * ```
 *
 * @see pycocotools.mask.merge 2.0.11
 */
export function mergeMasks(masks: readonly MaskLike[], { intersect = false }: { intersect?: boolean } = {}): MaskCode {
  if (!Array.isArray(masks) || masks.length === 0)
    throw new InvalidArgumentError('masks', 'a list of at least one mask', masks);
  const runs = masks.map((mask, at) => runsOf(`mask ${at}`, mask as MaskLike));
  requireOneSize(runs);
  return codeOf(mergedRuns(runs, intersect));
}

/**
 * The number of pixels inside a mask.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no mask.
 *
 * @example
 * ```ts
 * import { maskArea } from '@lml/metrics';
 *
 * maskArea([[0, 1], [1, 1]]); // => 3
 * ```
 *
 * @see pycocotools.mask.area 2.0.11
 */
export function maskArea(mask: MaskLike): number {
  return areaOfRuns(runsOf('mask', mask));
}

/**
 * The smallest box around the pixels inside a mask: left, top, width, height, in pixels; all 0 where there are none.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no mask.
 *
 * @example
 * ```ts
 * import { maskBox } from '@lml/metrics';
 *
 * maskBox([[0, 0, 0], [0, 1, 1]]); // => [1, 1, 2, 1]
 * ```
 *
 * @see pycocotools.mask.toBbox 2.0.11
 */
export function maskBox(mask: MaskLike): [x: number, y: number, width: number, height: number] {
  return boxOfRuns(runsOf('mask', mask));
}

/**
 * Intersection over union of each mask with each of others. Of a crowd, it is the share of the first mask that lies within.
 *
 * @returns float64 `[masks, others]`, from 0 to 1; 0 where both are empty.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no mask; `LML_SHAPE_MISMATCH` for masks of different sizes, or flags that are not as many
 * as the others.
 *
 * @example
 * ```ts
 * import { maskIou } from '@lml/metrics';
 *
 * maskIou([[[1, 1, 0]]], [[[0, 1, 1]], [[1, 1, 1]]]).data; // => Float64Array.of(1 / 3, 2 / 3)
 * maskIou([[[1, 1, 0]]], [[[1, 1, 1]]], { iscrowd: [1] }).data; // => Float64Array.of(1)
 * ```
 *
 * @see pycocotools.mask.iou 2.0.11
 */
export function maskIou(
  masks: readonly MaskLike[],
  others: readonly MaskLike[],
  { iscrowd = others.map(() => 0) }: { iscrowd?: ArrayLike<number | boolean> } = {},
): NdArray<'float64'> {
  const [left, right] = [masks, others].map((list) => list.map((mask, at) => runsOf(`mask ${at}`, mask)));
  if (iscrowd.length !== right!.length)
    throw new ShapeMismatchError(`iscrowd has ${iscrowd.length} flags for ${right!.length} masks. Give one for each.`);
  requireOneSize([...left!, ...right!]);
  const data = overlapsOfMasks(left!, right!, (at) => Boolean(iscrowd[at]));
  return { dtype: 'float64', shape: [left!.length, right!.length], data };
}

function codeOf(runs: RunLengths): MaskCode {
  return { size: [runs.height, runs.width], counts: writeRuns(runs) };
}

/**
 * Complains of masks of different sizes.
 *
 * @throws `LML_SHAPE_MISMATCH`
 */
function requireOneSize([first, ...rest]: readonly RunLengths[]): void {
  for (const { height, width } of rest)
    if (height !== first!.height || width !== first!.width)
      throw new ShapeMismatchError(
        `One mask is ${first!.height} × ${first!.width} pixels and another ${height} × ${width}. They must be of one image.`,
      );
}

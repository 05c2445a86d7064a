import {
  InvalidArgumentError,
  isNdArray,
  ndArray,
  ShapeMismatchError,
  type NdArray,
  type NestedValues,
} from '@lml/core';

import type { BoxFormat } from './box-options.js';
import type { Boxes } from './box-overlaps.js';
import { areaOfRuns, sizeOfMask, type RunLengths } from './run-lengths.js';
import { runsOf, runsOfPixels } from './runs-of.js';
import type { ImageColumns } from './images.js';

/** The objects of one image: those that were found, or those that are there. */
export interface Objects {
  /** How many there are. */
  readonly count: number;
  /** The class of each. */
  readonly labels: Float64Array;
  /** How likely each is; where they were found. */
  readonly scores: Float64Array | undefined;
  /** Where each is, where boxes are looked at. */
  readonly boxes: Boxes | undefined;
  /** Its pixels, where masks are looked at. */
  readonly masks: readonly RunLengths[] | undefined;
  /** Whether each is a crowd. */
  readonly crowds: Uint8Array;
  /** How large each is: as it is said, or else by its mask or its box. */
  readonly areas: Float64Array;
}

/** What is looked at in an image. */
export interface ObjectParts {
  /** How boxes are written; undefined where they are not looked at. */
  readonly boxFormat: BoxFormat | undefined;
  /** Whether masks are looked at. */
  readonly masks: boolean;
  /** Whether scores are. */
  readonly scores: boolean;
}

/**
 * The objects of an image from its columns. Rows of a negative label are padding, and left out.
 *
 * @param what - Whose they are, for errors: `The prediction of mean-average-precision for image 2`.
 *
 * @throws `LML_INVALID_ARGUMENT` for a column that is missing, or numbers that cannot be; `LML_SHAPE_MISMATCH` for columns of different lengths.
 */
export function objectsOf(what: string, columns: ImageColumns, { boxFormat, masks, scores }: ObjectParts): Objects {
  const labels = numbersIn(what, 'labels', columns['labels']);
  const rows = rowsThatCount(what, labels);
  const column = (name: string): Float64Array => {
    const values = numbersIn(what, name, columns[name]);
    requireLength(what, name, values.length, labels.length);
    return Float64Array.from(rows, (row) => values[row]!);
  };
  const optional = (name: string): Float64Array =>
    columns[name] === undefined ? new Float64Array(rows.length) : column(name);
  const shapes = {
    count: rows.length,
    boxes: boxFormat && boxesOf(what, columns['boxes'], boxFormat, rows, labels.length),
    masks: masks ? masksOf(what, columns, rows, labels.length) : undefined,
  };
  const own = areasOf(shapes);
  return {
    ...shapes,
    labels: Float64Array.from(rows, (row) => labels[row]!),
    scores: scores ? column('scores') : undefined,
    crowds: Uint8Array.from(optional('iscrowd'), (flag) => (flag === 0 ? 0 : 1)),
    areas: optional('area').map((area, at) => (area > 0 ? area : own[at]!)),
  };
}

/** The area of each object: its mask's, or else its box's. */
export function areasOf({ boxes, masks, count }: Pick<Objects, 'boxes' | 'masks' | 'count'>): Float64Array {
  const box = boxes?.data;
  return Float64Array.from({ length: count }, (_, at) =>
    masks === undefined ? box![4 * at + 2]! * box![4 * at + 3]! : areaOfRuns(masks[at]!),
  );
}

/** Those of some rows. */
export function someBoxes({ data }: Boxes, rows: readonly number[]): Boxes {
  const some = new Float64Array(4 * rows.length);
  rows.forEach((row, at) => some.set(data.subarray(4 * row, 4 * row + 4), 4 * at));
  return { count: rows.length, data: some };
}

function rowsThatCount(what: string, labels: ArrayLike<number>): number[] {
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!Number.isInteger(label) || label >= 2 ** 31)
      throw new InvalidArgumentError(`${what}, 'labels'`, 'whole numbers below 2 ** 31', `${label} in row ${row}`);
    if (label >= 0) rows.push(row);
  }
  return rows;
}

/** The numbers of a column, flat. */
function numbersIn(what: string, name: string, given: unknown): Float64Array {
  const array = arrayIn(what, name, given);
  const values = Float64Array.from(array.data as ArrayLike<number>, Number);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return values;
  throw new InvalidArgumentError(`${what}, '${name}'`, 'finite numbers', `${values[wrong]!} at ${wrong}`);
}

function arrayIn(what: string, name: string, given: unknown): NdArray {
  if (!isNdArray(given) && !Array.isArray(given))
    throw new InvalidArgumentError(`${what}, '${name}'`, 'an array with a row for each object', given);
  const array = isNdArray(given) ? given : ndArray(given as NestedValues, { dtype: 'float64' });
  if (array.dtype !== 'string') return array;
  throw new InvalidArgumentError(`${what}, '${name}'`, 'numbers', array.data[0]);
}

function requireLength(what: string, name: string, length: number, labels: number): void {
  if (length === labels) return;
  throw new ShapeMismatchError(`${what} has ${labels} labels and ${length} ${name}. Give one for each object.`);
}

function boxesOf(what: string, given: unknown, format: BoxFormat, rows: readonly number[], labels: number): Boxes {
  const { shape } = arrayIn(what, 'boxes', given);
  const numbers = numbersIn(what, 'boxes', given);
  const isEmpty = numbers.length === 0;
  if (!isEmpty && (shape.length !== 2 || shape[1] !== 4))
    throw new ShapeMismatchError(`${what} has boxes of shape [${shape.join(', ')}], not [objects, 4].`);
  requireLength(what, 'boxes', numbers.length / 4, labels);
  const data = new Float64Array(4 * rows.length);
  rows.forEach((row, at) => {
    const [a, b, c, d] = numbers.subarray(4 * row, 4 * row + 4) as unknown as [number, number, number, number];
    const box =
      format === 'xyxy' ? [a, b, c - a, d - b] : format === 'xywh' ? [a, b, c, d] : [a - c / 2, b - d / 2, c, d];
    data.set(box, 4 * at);
  });
  return { count: rows.length, data };
}

/** Masks: pixels `[objects, height, width]`, or a list with one in any form for each object. */
function masksOf(what: string, columns: ImageColumns, rows: readonly number[], labels: number): RunLengths[] {
  const given = columns['masks'];
  const place = `${what}, 'masks'`;
  if (isNdArray(given)) {
    const [count = 0, height = 0, width = 0] = given.shape;
    if (given.shape.length !== 3 && given.data.length > 0)
      throw new ShapeMismatchError(`${place} has shape [${given.shape.join(', ')}], not [objects, height, width].`);
    requireLength(what, 'masks', count, labels);
    sizeOfMask(place, [height, width]);
    return sameSizes(
      what,
      rows.map((row) => runsOfPixels(given.data as Float32Array, row * height * width, height, width)),
    );
  }
  if (!Array.isArray(given)) throw new InvalidArgumentError(place, 'masks, one for each object', given);
  requireLength(what, 'masks', given.length, labels);
  const size = columns['size'];
  const sides = isNdArray(size) ? Array.from(size.data, Number) : size;
  return sameSizes(
    what,
    rows.map((row) => runsOf(`${place} ${row}`, given[row], sides)),
  );
}

function sameSizes(what: string, masks: RunLengths[]): RunLengths[] {
  const [first] = masks;
  for (const { height, width } of masks)
    if (height !== first!.height || width !== first!.width)
      throw new ShapeMismatchError(
        `${what} has masks of ${first!.height} × ${first!.width} and of ${height} × ${width} pixels. They must be of one image.`,
      );
  return masks;
}

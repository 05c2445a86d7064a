import { InvalidArgumentError, isNdArray, ShapeMismatchError, type HostMetricInput } from '@lml/core';

import { columnsOf, rowOf, type Column } from './columns.js';

/** What is found, or is right, in one image: columns with a row for each object. */
export type ImageColumns = Readonly<Record<string, unknown>>;

/** Both sides of one image. */
export interface ImagePair {
  /** What was found. */
  readonly found: ImageColumns;
  /** What is there. */
  readonly right: ImageColumns;
}

const FORMS =
  'Give one record an image, { boxes, scores, labels } and { boxes, labels }, or a record of such columns with an array for each image, or with ' +
  'padded arrays [images, objects, …], whose rows of a negative label do not count.';

/**
 * The images of a batch. Each side is a list of records, one an image, or a record of columns: lists with an array for each image, or
 * arrays `[images, …]`. Of a metric of predictions, the predictor's records are looked at first.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything else; `LML_SHAPE_MISMATCH` for sides with different numbers of images.
 */
export function imagesOf(
  name: string,
  { prediction, target, records }: HostMetricInput,
  parts: readonly string[],
): ImagePair[] {
  const decoded = records?.every((record) => hasSome(record, parts)) === true ? records : undefined;
  const found = sideOf(name, 'prediction', decoded ?? prediction);
  const right = sideOf(name, 'target', target);
  if (found.length !== right.length)
    throw new ShapeMismatchError(
      `${name} was given predictions of ${found.length} images and targets of ${right.length}. Give one of each for an image.`,
    );
  return found.map((image, at) => ({ found: image, right: right[at]! }));
}

function hasSome(record: unknown, parts: readonly string[]): boolean {
  return typeof record === 'object' && record !== null && parts.some((part) => part in record);
}

function sideOf(name: string, side: string, given: unknown): ImageColumns[] {
  if (Array.isArray(given)) {
    const other = given.find((image) => !isColumns(image));
    if (other === undefined) return given as ImageColumns[];
    throw new InvalidArgumentError(`An image of the ${side} of ${name}`, 'a record of columns', other, FORMS);
  }
  if (!isColumns(given))
    throw new InvalidArgumentError(`The ${side} of ${name}`, 'boxes or masks by image', given, FORMS);
  const columns: Column[] = columnsOf(`The ${side} of ${name}`, given);
  const images = columns[0]?.images ?? 0;
  for (const column of columns)
    if (column.images !== images)
      throw new ShapeMismatchError(
        `The ${side} of ${name} has '${columns[0]!.name}' of ${images} images and '${column.name}' of ${column.images}. ${FORMS}`,
      );
  return Array.from({ length: images }, (_, image) =>
    Object.fromEntries(columns.map((column) => [column.name, rowOf(column, image)])),
  );
}

function isColumns(value: unknown): value is ImageColumns {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNdArray(value);
}

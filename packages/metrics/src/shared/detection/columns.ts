import { InvalidArgumentError, isNdArray, sizeOf, type NdArray } from '@lml/core';

/** One column of a batch: an array `[images, …]`, or a list with a value for each image. */
export interface Column {
  /** Its name. */
  readonly name: string;
  /** Of how many images it is. */
  readonly images: number;
  /** The column itself. */
  readonly values: NdArray | readonly unknown[];
}

/**
 * The columns of a record.
 *
 * @throws `LML_INVALID_ARGUMENT` for a column that is neither an array with an axis for images nor a list.
 */
export function columnsOf(what: string, record: Readonly<Record<string, unknown>>): Column[] {
  return Object.entries(record).flatMap(([name, values]): Column[] => {
    if (values === undefined) return [];
    if (Array.isArray(values)) return [{ name, images: values.length, values }];
    if (isNdArray(values) && values.shape.length > 0) return [{ name, images: values.shape[0]!, values }];
    throw new InvalidArgumentError(
      `${what}, '${name}'`,
      'an array for all images, or a list with one for each',
      values,
    );
  });
}

/** What a column has of an image; of an array it is a view. */
export function rowOf({ values }: Column, image: number): unknown {
  if (!isNdArray(values)) return values[image];
  const shape = values.shape.slice(1);
  const size = sizeOf(shape);
  const [from, to] = [image * size, (image + 1) * size];
  const { dtype, data } = values;
  return { dtype, shape, data: Array.isArray(data) ? data.slice(from, to) : (data as Float32Array).subarray(from, to) };
}

import { isNdArray, sizeOf, type NdArray, type Sample } from '@lml/core';

import type { Column, Columns } from './columns-dataset.js';

/**
 * Reads single samples of columns, as {@link columnsDataset} gives them, where all are read one after the other: what is the same for
 * all is found out once.
 */
export function sampleReader(columns: Columns): (index: number) => Sample {
  return readerOf(columns) as (index: number) => Sample;
}

function readerOf(column: Column): (index: number) => unknown {
  if (isNdArray(column)) return arrayReader(column);
  if (Array.isArray(column)) return (index) => (column as readonly unknown[])[index];
  const readers = Object.entries(column).map(([key, part]) => [key, readerOf(part as Column)] as const);
  return (index) => Object.fromEntries(readers.map(([key, reader]) => [key, reader(index)]));
}

function arrayReader({ dtype, shape: [, ...shape], data }: NdArray): (index: number) => unknown {
  const values = data as Float64Array;
  // A single text, or number of 32 bits, stands for itself.
  if (shape.length === 0 && (dtype === 'float32' || dtype === 'string')) return (index) => values[index];
  const size = sizeOf(shape);
  return (index) => ({ dtype, shape, data: values.slice(index * size, (index + 1) * size) });
}

import { sizeOf, type NdArray } from '@lml/core';

import type { Table } from './table.js';
import type { TableSource } from './table-source.js';

/** A matrix of some columns, and the names of its own columns. */
export interface TableMatrix {
  readonly array: NdArray<'float64'>;
  readonly names: readonly string[];
}

/**
 * The columns of numbers side by side, float64. A column of arrays takes as many as each has values: `'embedding.0'`, `'embedding.1'` …
 *
 * @throws `LML_FILE_FORMAT` for a column of texts.
 */
export function toMatrix(table: Table, columns: readonly string[], option: string, source: TableSource): TableMatrix {
  const parts = columns.map((name) => {
    const { type, values } = table.columns.get(name)!;
    if (type === 'text')
      throw source.fault(
        `column '${name}' is text, and cannot stand in a matrix of numbers. ` +
          (option === 'inputs'
            ? "Leave it out of inputs; or read with as: 'columns', and make numbers of it by the transform columns() of @lml/transforms. "
            : 'A target of several columns is one of numbers. ') +
          (source.file === undefined
            ? ''
            : 'If it should be numbers, see what else is in it: lml data profile tells, and naValues says what stands for missing.'),
      );
    return { name, data: values.data as ArrayLike<number | bigint>, width: sizeOf(values.shape.slice(1)) };
  });
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const data = new Float64Array(table.length * width);
  let from = 0;
  for (const part of parts) {
    for (let row = 0, at = 0; row < table.length; row++)
      for (let k = 0; k < part.width; k++) data[row * width + from + k] = Number(part.data[at++]);
    from += part.width;
  }
  const names = parts.flatMap((part) =>
    part.width === 1 ? [part.name] : Array.from({ length: part.width }, (_, k) => `${part.name}.${k}`),
  );
  return { array: { dtype: 'float64', shape: [table.length, width], data }, names };
}

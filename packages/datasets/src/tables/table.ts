import type { NdArray } from '@lml/core';

/** What the values of a column are: numbers, texts, truth values (0 and 1), moments (milliseconds since 1970, UTC), or whole numbers of 64 bits. */
export type ColumnType = 'number' | 'text' | 'boolean' | 'date' | 'integer';

/** All column types. */
export const COLUMN_TYPES = ['number', 'text', 'boolean', 'date', 'integer'] as const satisfies readonly ColumnType[];

/**
 * A column of a table: float64 with NaN where a value is missing; texts with `''` where one is missing; or int64, of which none is.
 * Besides the rows it may have further axes, where each value is an array.
 */
export interface TableColumn {
  readonly type: ColumnType;
  readonly values: NdArray<'float64' | 'string' | 'int64'>;
}

/** Rows and named columns. */
export interface Table {
  /** The columns in their order, by name. */
  readonly columns: ReadonlyMap<string, TableColumn>;
  /** The number of rows. */
  readonly length: number;
}

import type { LmlError } from '@lml/core';
import type { ColumnMetaData } from 'hyparquet';

import type { Decompress } from './decompress.js';
import type { ParquetColumn } from './parquet-columns.js';
import type { ValueReading } from './value-reading.js';

/** What is read of a column in a group of rows. */
export interface ChunkRequest {
  readonly column: ParquetColumn;
  readonly reading: ValueReading;
  readonly metadata: ColumnMetaData;
  readonly rows: number;
  readonly decompress: Decompress;
  /** Whether whole numbers of 64 bits stay such. */
  readonly isWide: boolean;
  /** The error for values that there is no type for. */
  readonly fault: (message: string) => LmlError;
}

import { joinParts } from '../join-parts.js';
import type { Table, TableColumn } from '../table.js';
import type { TableSettings } from '../table-options.js';
import { neededColumns } from '../needed-columns.js';
import type { ParquetColumn } from './parquet-columns.js';
import { ParquetFile } from './parquet-file.js';

/**
 * Reads the columns of a Parquet file that are needed, one group of rows after the other.
 *
 * @throws As {@link ParquetFile}, and `LML_FILE_FORMAT` for columns that there are not.
 */
export async function readParquet(path: string, settings: TableSettings): Promise<Table> {
  const file = await ParquetFile.open(path);
  return tableOf(
    file,
    columnsOf(file, settings),
    Array.from({ length: file.groups }, (_, group) => group),
  );
}

/** The columns that are needed. */
export function columnsOf(file: ParquetFile, settings: TableSettings): ParquetColumn[] {
  const names = neededColumns(
    file.columns.map(({ name }) => name),
    settings,
    file.source,
  );
  return file.columns.filter(({ name }) => names.has(name));
}

/** Some groups of rows as a table. */
export async function tableOf(
  file: ParquetFile,
  columns: readonly ParquetColumn[],
  groups: readonly number[],
): Promise<Table> {
  const table = new Map<string, TableColumn>();
  let length = 0;
  for (const column of columns) {
    let isWide = file.isWide(column);
    const parts = [];
    for (const group of groups) {
      let part = await file.read(group, column, isWide);
      if (part === undefined) {
        isWide = true;
        part = (await file.read(group, column, isWide))!;
      }
      parts.push(part);
    }
    const type = typeof column.reading === 'string' ? 'number' : column.reading.type;
    const joined = joinParts(column.name, type, parts, file.source);
    length = joined.values.shape[0]!;
    table.set(column.name, joined);
  }
  return { columns: table, length };
}

import { joinParts } from '../join-parts.js';
import type { Table, TableColumn } from '../table.js';
import type { TableSettings } from '../table-options.js';
import type { TablePiece } from '../table-stream.js';
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
async function tableOf(
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

/**
 * The groups of rows of a Parquet file as tables, with the columns that are named. The next one is read while one is used, so that two
 * of them are in memory at most.
 */
export async function* parquetPieces(
  file: ParquetFile,
  columns: readonly ParquetColumn[],
  order: readonly number[],
): AsyncGenerator<TablePiece> {
  if (order.length === 0) yield tableOf(file, columns, []);
  let next = order.length === 0 ? undefined : pieceOf(file, columns, order[0]!);
  for (let at = 1; next !== undefined; at++) {
    const piece: TablePiece = await next;
    next = at < order.length ? pieceOf(file, columns, order[at]!) : undefined;
    // What goes wrong is told when its turn comes.
    next?.catch(() => undefined);
    yield piece;
  }
}

async function pieceOf(file: ParquetFile, columns: readonly ParquetColumn[], group: number): Promise<TablePiece> {
  const table = await tableOf(file, columns, [group]);
  const other = columns.find((column) => table.columns.get(column.name)!.type === 'integer' && !file.isWide(column));
  if (other !== undefined)
    throw file.source.fault(
      `column '${other.name}' has whole numbers beyond 2^53 in row group ${group}, of which the file does not tell at its end. Write it with statistics, or the column as text.`,
    );
  return { ...table, firstRow: file.firstRowOf(group) };
}

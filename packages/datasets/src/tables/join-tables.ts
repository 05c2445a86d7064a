import { joinParts, type ColumnValues } from './join-parts.js';
import type { TableSource } from './table-source.js';
import type { Table, TableColumn } from './table.js';

/**
 * Tables of the same columns as one, row after row.
 *
 * @throws `LML_FILE_FORMAT` for missing values among whole numbers of 64 bits.
 */
export function joinTables(tables: readonly Table[], source: TableSource): Table {
  const columns = [...tables[0]!.columns].map(([name, { type }]): [string, TableColumn] => {
    const parts = tables.map((table) => ({ values: table.columns.get(name)!.values.data as ColumnValues }));
    return [name, joinParts(name, type, parts, source)];
  });
  return { columns: new Map(columns), length: tables.reduce((rows, { length }) => rows + length, 0) };
}

/**
 * Parts of a table, whose columns stay of the types of the first one.
 *
 * @throws `LML_FILE_FORMAT` where whole numbers grow beyond float64, or do so no longer.
 */
export async function* alikePieces(pieces: AsyncIterable<Table>, source: TableSource): AsyncGenerator<Table> {
  let types: ReadonlyMap<string, string> | undefined;
  for await (const piece of pieces) {
    const here = new Map([...piece.columns].map(([name, { type }]) => [name, type]));
    for (const [name, type] of types ?? [])
      if (here.get(name) !== type)
        throw source.fault(
          `column '${name}' has whole numbers beyond 2^53, but not in all parts. Make it text or float64, or read all of it at once: not as a stream.`,
        );
    types ??= here;
    yield piece;
  }
}

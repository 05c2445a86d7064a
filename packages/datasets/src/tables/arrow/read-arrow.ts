import { joinParts, type ColumnPart } from '../join-parts.js';
import { alikePieces } from '../join-tables.js';
import { neededColumns } from '../needed-columns.js';
import type { TableSettings } from '../table-options.js';
import { fileTable } from '../table-source.js';
import type { Table, TableColumn } from '../table.js';
import { columnTypeOf } from './arrow-column.js';
import type { ArrowField } from './arrow-fields.js';
import { ArrowFile } from './arrow-file.js';

/**
 * Reads the columns of an Arrow file or stream that are needed.
 *
 * @throws As {@link ArrowFile}, and `LML_FILE_FORMAT` for columns that there are not or that are nested.
 */
export async function readArrow(path: string, settings: TableSettings): Promise<Table> {
  const file = await ArrowFile.open(path);
  const fields = neededFields(path, file, settings);
  const parts: ColumnPart[][] = fields.map(() => []);
  let rows = 0;
  for await (const batch of file.batches(fields)) {
    rows += batch.rows;
    for (const [at, part] of batch.parts.entries()) parts[at]!.push(part);
  }
  return tableOf(path, fields, parts, rows);
}

/** The batches of an Arrow file or stream as tables. */
export async function* arrowPieces(
  path: string,
  settings: TableSettings,
  names?: readonly string[],
): AsyncGenerator<Table> {
  const file = await ArrowFile.open(path);
  const fields = neededFields(path, file, settings).filter(({ name }) => names?.includes(name) !== false);
  const tables = async function* (): AsyncGenerator<Table> {
    let isEmpty = true;
    for await (const { rows, parts } of file.batches(fields)) {
      isEmpty = false;
      yield tableOf(
        path,
        fields,
        parts.map((part) => [part]),
        rows,
      );
    }
    if (isEmpty)
      yield tableOf(
        path,
        fields,
        fields.map(() => []),
        0,
      );
  };
  yield* alikePieces(tables(), fileTable(path));
}

function neededFields(path: string, file: ArrowFile, settings: TableSettings): ArrowField[] {
  const source = fileTable(path);
  const names = neededColumns(
    file.fields.map(({ name }) => name),
    settings,
    source,
  );
  const fields = file.fields.filter(({ name }) => names.has(name));
  for (const field of fields) {
    const type = columnTypeOf(field);
    if (typeof type === 'object')
      throw source.fault(
        `column '${field.name}' cannot be read: ${type.refusal}. Name the columns that you need as inputs, and leave it out.`,
      );
  }
  return fields;
}

function tableOf(
  path: string,
  fields: readonly ArrowField[],
  parts: readonly (readonly ColumnPart[])[],
  rows: number,
): Table {
  const columns = fields.map((field, at): [string, TableColumn] => {
    const type = columnTypeOf(field);
    return [field.name, joinParts(field.name, typeof type === 'object' ? 'text' : type, parts[at]!, fileTable(path))];
  });
  return { columns: new Map(columns), length: rows };
}

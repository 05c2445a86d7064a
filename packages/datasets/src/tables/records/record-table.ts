import type { ColumnType, Table } from '../table.js';
import type { RecordColumns, RecordSource } from './record-columns.js';
import { valueColumn, type KnownColumn } from './value-column.js';

/**
 * The columns of records that are needed, as a table.
 *
 * @throws What `source.fault` gives for values of several types in a column.
 */
export function recordTable(
  records: RecordColumns,
  needed: Iterable<string>,
  types: Readonly<Record<string, ColumnType>>,
  source: RecordSource,
  known?: ReadonlyMap<string, KnownColumn>,
): Table {
  const columns = Array.from(needed, (name) => {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    const ofColumn = {
      nameOf: source.nameOf,
      fault: (row: number, message: string) => source.fault(row, name, message),
    };
    return [name, valueColumn(records.values(name), type, ofColumn, known?.get(name))] as const;
  });
  return { columns: new Map(columns), length: records.length };
}

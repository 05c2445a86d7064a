import type { ColumnType, Table } from '../table.js';
import type { RecordColumns, RecordFault } from './record-columns.js';
import { valueColumn } from './value-column.js';

/**
 * The columns of records that are needed, as a table.
 *
 * @throws What `fault` gives for values of several types in a column.
 */
export function recordTable(
  records: RecordColumns,
  needed: Iterable<string>,
  types: Readonly<Record<string, ColumnType>>,
  fault: RecordFault,
): Table {
  const columns = Array.from(needed, (name) => {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    return [name, valueColumn(records.values(name), type, (row, message) => fault(row, name, message))] as const;
  });
  return { columns: new Map(columns), length: records.length };
}

import { openBytes } from '@lml/core';

import { neededColumns } from '../needed-columns.js';
import { RecordColumns } from '../records/record-columns.js';
import { recordTable } from '../records/record-table.js';
import type { KnownColumn } from '../records/value-column.js';
import type { Table } from '../table.js';
import type { TableSettings } from '../table-options.js';
import { fileTable } from '../table-source.js';
import { jsonLinesPieces, type JsonPiece } from './json-lines-pieces.js';
import type { JsonSettings } from './json-options.js';
import { recordSource } from './read-json.js';

/** What the first part of a file has. */
interface FirstPart {
  readonly names: ReadonlySet<string>;
  /** The columns that something is done with. */
  readonly columns: ReadonlyMap<string, KnownColumn>;
}

/**
 * A file of JSON Lines as tables of some records each, of the columns that something is done with. Columns and their types are those of
 * the first part of the file, about a million characters, and those that `types` names.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` with line and column of what is wrong.
 */
export function jsonLinesTables(
  settings: JsonSettings & TableSettings,
): (columns?: readonly string[]) => AsyncGenerator<Table> {
  const { path, types = {}, inputs } = settings;
  let first: FirstPart | undefined;

  function tableOf({ records, lines }: JsonPiece, wanted: readonly string[] | undefined): Table {
    const source = recordSource(settings, (row) => `line ${lines[row]}`);
    const gathered = new RecordColumns(source, first?.names ?? Object.keys(types));
    for (const record of records) gathered.add(record);
    if (first === undefined) {
      const names = new Set(gathered.columns.keys());
      const table = recordTable(gathered, neededColumns([...names], settings, fileTable(path)), types, source);
      first = {
        names,
        columns: new Map(
          [...table.columns].map(([name, { type, values }]) => [name, { type, shape: values.shape.slice(1) }]),
        ),
      };
    } else if (inputs === undefined) checkNames(gathered, first.names);
    const { columns } = first;
    const needed = [...columns.keys()].filter((name) => wanted?.includes(name) ?? true);
    return recordTable(gathered, needed, types, source, columns);

    /** Every column is an input, and none may be overlooked. */
    function checkNames({ columns: all }: RecordColumns, names: ReadonlySet<string>): void {
      if (all.size === names.size) return;
      const [name, values] = [...all].find(([each]) => !names.has(each))!;
      const row = values.findIndex((value) => value !== undefined);
      throw source.fault(
        row,
        name,
        'there is no such column in the first part of the file. Name it in types, or say which columns are inputs',
      );
    }
  }

  return async function* (wanted) {
    let last: JsonPiece = { records: [], lines: [] };
    let isEmpty = true;
    for await (last of jsonLinesPieces(await openBytes(path))) {
      if (last.records.length === 0) continue;
      isEmpty = false;
      yield tableOf(last, wanted);
    }
    if (isEmpty) yield tableOf(last, wanted);
  };
}

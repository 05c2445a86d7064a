import { openBytes } from '@lml/core';

import { ColumnBuilder, TypeFinder } from '../build-column.js';
import type { ColumnType, Table, TableColumn } from '../table.js';
import { csvForms, type CsvSettings } from './csv-options.js';
import { csvPieces, type CsvPiece } from './csv-pieces.js';
import { checkTypes } from './read-csv.js';
import { wrongValue } from './wrong-value.js';

/**
 * A CSV file as tables of some records each, or of those columns that are asked for. Types that are not given are those of the first
 * part of the file, about a million characters, also when it is read again.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` with line, column and value of what is wrong.
 */
export function csvTables(settings: CsvSettings): (columns?: readonly string[]) => AsyncGenerator<Table> {
  const forms = csvForms(settings);
  let types: ReadonlyMap<string, ColumnType> | undefined;

  function findTypes({ names, columns }: CsvPiece): ReadonlyMap<string, ColumnType> {
    checkTypes(settings, names);
    return new Map(
      names.map((name, at) => {
        const finder = new TypeFinder(forms);
        if (settings.types?.[name] === undefined) finder.add(columns[at]!);
        return [name, settings.types?.[name] ?? finder.type];
      }),
    );
  }

  function column(name: string, values: readonly string[], lines: readonly number[]): TableColumn {
    const type = types!.get(name)!;
    const builder = new ColumnBuilder(type, forms, settings.types?.[name] !== undefined);
    const wrong = builder.add(values);
    if (wrong >= 0) throw wrongValue(settings, { name, type, value: values[wrong]!, line: lines[wrong]! });
    return builder.build();
  }

  return async function* (wanted) {
    for await (const piece of csvPieces(await openBytes(settings.path), settings)) {
      const { names, columns, lines } = piece;
      types ??= findTypes(piece);
      const parts = names.map((name, at) => ({ name, values: columns[at]! }));
      const needed = parts.filter(({ name }) => wanted?.includes(name) ?? true);
      yield {
        columns: new Map(needed.map(({ name, values }) => [name, column(name, values, lines)])),
        length: lines.length,
      };
    }
  };
}

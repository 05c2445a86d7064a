import { openBytes } from '@lml/core';

import { ColumnBuilder, TypeFinder } from '../build-column.js';
import type { ColumnType, Table } from '../table.js';
import type { TableSettings } from '../table-options.js';
import { fileTable, missingColumn } from '../table-source.js';
import { csvForms, type CsvSettings } from './csv-options.js';
import { csvPieces } from './csv-pieces.js';
import { wrongValue } from './wrong-value.js';

/**
 * Reads a CSV file whole. Types that are not given are those that all values have: a column is taken for numbers until it is seen not to
 * be, and then the file is read once more.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` with line, column and value of what is wrong.
 */
export async function readCsv(settings: CsvSettings): Promise<Table> {
  const found = new Map<string, ColumnType>();
  for (;;) {
    const { builders, changed, length } = await readAs(settings, found);
    if (changed.size === 0)
      return { columns: new Map([...builders].map(([name, builder]) => [name, builder.build()])), length };
    for (const [name, builder] of builders) found.set(name, changed.get(name) ?? builder.type);
  }
}

/** Reads a file with types that are known, or else found in the first part, and says which ones turn out to be others. */
async function readAs(
  settings: CsvSettings,
  known: ReadonlyMap<string, ColumnType>,
): Promise<{ builders: Map<string, ColumnBuilder>; changed: Map<string, ColumnType>; length: number }> {
  const forms = csvForms(settings);
  const builders = new Map<string, ColumnBuilder>();
  const finders = new Map<string, TypeFinder>();
  const changed = new Map<string, ColumnType>();
  let length = 0;
  for await (const { names, columns, lines } of csvPieces(await openBytes(settings.path), settings)) {
    if (builders.size === 0) checkTypes(settings, names);
    for (const [at, name] of names.entries()) {
      const values = columns[at]!;
      const given = settings.types?.[name];
      const finder = finders.get(name) ?? new TypeFinder(forms);
      finders.set(name, finder);
      if (given === undefined && !known.has(name) && (!finder.isSure || changed.has(name))) finder.add(values);
      let builder = builders.get(name);
      if (builder === undefined) {
        builder = new ColumnBuilder(given ?? known.get(name) ?? finder.type, forms, given !== undefined);
        builders.set(name, builder);
      }
      const wrong = changed.has(name) ? -1 : builder.add(values);
      if (wrong >= 0 && given !== undefined)
        throw wrongValue(settings, { name, type: given, value: values[wrong]!, line: lines[wrong]! });
      if (wrong >= 0) finder.add(values);
      if (wrong >= 0 || changed.has(name)) changed.set(name, finder.type);
    }
    length += lines.length;
  }
  return { builders, changed, length };
}

/**
 * Checks that there are the columns that `types` names.
 *
 * @throws `LML_FILE_FORMAT`
 */
export function checkTypes(
  { types = {}, inputs = [], path }: CsvSettings & Pick<TableSettings, 'inputs'>,
  names: readonly string[],
): void {
  // Of a file to predict the types are those of the training data, which nobody has named.
  const missing = Object.keys(types).find((name) => !names.includes(name));
  if (missing !== undefined)
    throw missingColumn(missing, inputs.includes(missing) ? 'inputs' : 'types', names, fileTable(path));
}

import { openBytes } from '@lml/core';

import { ColumnBuilder, inferType, type TextForms } from '../build-column.js';
import type { ColumnType, Table } from '../table.js';
import { fileTable, missingColumn } from '../table-source.js';
import { missingForms, type CsvSettings } from './csv-options.js';
import { csvPieces, type CsvPiece } from './csv-pieces.js';

/** How the texts of a CSV file stand for values. */
export function csvForms(settings: CsvSettings): TextForms {
  return { missing: missingForms(settings), decimal: settings.decimal, thousands: settings.thousands ?? '' };
}

/**
 * Reads a CSV file whole. Types that are not given are those that all values have: a column is taken for numbers until it is seen not to
 * be, and then the file is read once more.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` with line, column and value of what is wrong.
 */
export async function readCsv(settings: CsvSettings): Promise<Table> {
  const forms = csvForms(settings);
  const source = await openBytes(settings.path);
  const types = new Map<string, ColumnType>(Object.entries(settings.types ?? {}));
  for (;;) {
    const builders = new Map<string, ColumnBuilder>();
    const wrong = new Set<string>();
    let length = 0;
    for await (const { names, columns, lines } of csvPieces(source, settings)) {
      if (builders.size === 0) {
        for (const name of Object.keys(settings.types ?? {}))
          if (!names.includes(name)) throw missingColumn(name, 'types', names, fileTable(settings.path));
      }
      for (const [at, name] of names.entries()) {
        const values = columns[at]!;
        const builder = builders.get(name) ?? new ColumnBuilder(types.get(name) ?? inferType(values, forms), forms);
        builders.set(name, builder);
        const failed = wrong.has(name) ? -1 : builder.add(values);
        if (failed < 0) continue;
        if (settings.types?.[name] !== undefined) throw wrongValue(settings, { name, values, lines }, failed);
        wrong.add(name);
      }
      length += lines.length;
    }
    if (wrong.size === 0) {
      return { columns: new Map([...builders].map(([name, builder]) => [name, builder.build()])), length };
    }
    for (const name of wrong) types.set(name, 'text');
    for (const [name, { type }] of builders) if (!wrong.has(name)) types.set(name, type);
  }
}

/** Values of a column that are not of its type. */
interface ColumnPart extends Pick<CsvPiece, 'lines'> {
  readonly name: string;
  readonly values: readonly string[];
}

/** The error for a value that is not of the type that its column was given. */
export function wrongValue({ path, types }: CsvSettings, { name, values, lines }: ColumnPart, at: number): Error {
  const wants = {
    number: 'a number',
    boolean: 'true or false',
    date: 'a date of ISO 8601 (2026-11-30, 2026-11-30T12:00:00Z)',
    integer: 'a whole number of 64 bits, and none may be missing',
    text: 'text',
  }[types?.[name] ?? 'number'];
  return fileTable(path).fault(
    `line ${lines[at]}, column '${name}': '${values[at]!.slice(0, 60)}' is not ${wants}. If it stands for a missing value, name it in naValues.`,
  );
}

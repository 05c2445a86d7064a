import { FileFormatError, nearest, type LmlError } from '@lml/core';

/** Where a table comes from, for messages. */
export interface TableSource {
  /** The file, where there is one. */
  readonly file: string | undefined;
  /** The error for a table that is not what the options say. */
  readonly fault: (message: string) => LmlError;
}

/** A table of a file. */
export function fileTable(file: string): TableSource {
  return { file, fault: (message) => new FileFormatError(`'${file}': ${message}`) };
}

/** Names in a row, the first ones if they are many: `'a', 'b', …`. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `'${name}'`);
  return names.length > 20 ? `${shown.join(', ')} and ${names.length - 20} more` : shown.join(', ');
}

/** The error for a column that there is not. */
export function missingColumn(name: string, option: string, columns: readonly string[], source: TableSource): LmlError {
  if (columns.length === 0) return source.fault('there are no rows, and so no columns.');
  if (columns.length === 1 && columns[0]!.split(/[,;|\t]/).includes(name))
    return source.fault(`there is one column only, '${columns[0]}'. Say what stands between its values: delimiter.`);
  const close = nearest(name, columns);
  const guess = close === undefined ? '' : ` Did you mean '${close}'?`;
  return source.fault(`there is no column '${name}', which ${option} names.${guess} There are ${listNames(columns)}.`);
}

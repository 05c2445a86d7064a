import type { LmlError } from '@lml/core';

import type { ColumnType } from '../table.js';
import { fileTable } from '../table-source.js';
import type { CsvSettings } from './csv-options.js';

const WANTED: Readonly<Record<ColumnType, string>> = {
  number: 'a number',
  boolean: 'true or false',
  date: 'a date of ISO 8601 (2026-11-30, 2026-11-30T12:00:00Z)',
  integer: 'a whole number of 64 bits, and none may be missing',
  text: 'text',
};

/** A value that is not of the type of its column. */
export interface WrongValue {
  readonly name: string;
  readonly type: ColumnType;
  readonly value: string;
  readonly line: number;
}

/** The error for a value that is not of the type of its column, which was given or found in the first part of the file. */
export function wrongValue({ path, types }: CsvSettings, { name, type, value, line }: WrongValue): LmlError {
  const isGiven = types?.[name] !== undefined;
  const advice = isGiven
    ? 'If it stands for a missing value, name it in naValues.'
    : `All values before are, so the column was taken for that. Say what it is: types: { '${name}': 'text' }; or what stands for a missing value: naValues.`;
  const shown = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return fileTable(path).fault(`line ${line}, column '${name}': '${shown}' is not ${WANTED[type]}. ${advice}`);
}

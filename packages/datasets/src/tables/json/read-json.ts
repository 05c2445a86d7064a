import { openBytes, type ByteSource } from '@lml/core';

import { describe } from '../../shared/invalid-value.js';
import { neededColumns } from '../needed-columns.js';
import { RecordColumns, type RecordSource } from '../records/record-columns.js';
import { recordTable } from '../records/record-table.js';
import type { Table } from '../table.js';
import type { TableSettings } from '../table-options.js';
import { fileTable } from '../table-source.js';
import { textPieces } from '../text-pieces.js';
import { isRecord } from '../../shared/array-schemas.js';
import { jsonFault } from './json-fault.js';
import { jsonLinesPieces } from './json-lines-pieces.js';
import type { JsonSettings } from './json-options.js';

/** Engines hold no longer text. */
const LONGEST = 2 ** 28;

/**
 * Reads a file of JSON Lines whole: the columns that something is done with.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` with line and column of what is wrong.
 */
export async function readJsonLines(settings: JsonSettings & TableSettings): Promise<Table> {
  const lines: number[] = [];
  const source = recordSource(settings, (row) => `line ${lines[row]}`);
  const columns = new RecordColumns(source, Object.keys(settings.types ?? {}));
  for await (const piece of jsonLinesPieces(await openBytes(settings.path))) {
    for (const [at, record] of piece.records.entries()) {
      lines.push(piece.lines[at]!);
      columns.add(record);
    }
  }
  return tableOf(columns, settings, source);
}

/**
 * Reads a JSON file whose value is an array of records.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` with line and column of what is wrong.
 */
export async function readJson(settings: JsonSettings & TableSettings): Promise<Table> {
  const file = await openBytes(settings.path);
  const value = parsed(await textOf(file), file.name);
  const { fault } = fileTable(settings.path);
  if (!Array.isArray(value))
    throw fault(
      `must be an array of records, [{"age": 3}, {"age": 5}], got ${describe(value)}. A file of one record a line is read by jsonl.`,
    );
  const source = recordSource(settings, (row) => `record ${row}`);
  const columns = new RecordColumns(source, Object.keys(settings.types ?? {}));
  for (const [row, record] of value.entries()) {
    if (!isRecord(record)) throw fault(`record ${row} must be a record, as {"age": 3}, got ${describe(record)}.`);
    columns.add(record);
  }
  return tableOf(columns, settings, source);
}

/** Messages about the records of a file. */
export function recordSource({ path }: JsonSettings, nameOf: (row: number) => string): RecordSource {
  return {
    nameOf,
    fault: (row, column, message) => fileTable(path).fault(`${nameOf(row)}, column '${column}': ${message}.`),
  };
}

function tableOf(columns: RecordColumns, settings: JsonSettings & TableSettings, source: RecordSource): Table {
  const needed = neededColumns([...columns.columns.keys()], settings, fileTable(settings.path));
  return recordTable(columns, needed, settings.types ?? {}, source);
}

async function textOf(source: ByteSource): Promise<string> {
  let text = '';
  for await (const part of textPieces(source, 'utf-8')) {
    if (text.length + part.length > LONGEST)
      throw fileTable(source.name).fault(
        `has more than ${LONGEST} characters. Write one record a line, and read it by jsonl or jsonl-stream.`,
      );
    text += part;
  }
  return text;
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { at, expected } = jsonFault(text);
    const before = text.slice(0, at).split('\n');
    const found = at < text.length ? `'${String.fromCodePoint(text.codePointAt(at)!)}'` : 'the end of the file';
    throw fileTable(name).fault(
      `line ${before.length}, column ${before.at(-1)!.length + 1}: expected ${expected}, got ${found}.`,
    );
  }
}

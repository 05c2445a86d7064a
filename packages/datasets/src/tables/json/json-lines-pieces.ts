import type { ByteSource } from '@lml/core';

import { describe } from '../../shared/invalid-value.js';
import { isRecord } from '../../shared/array-schemas.js';
import { fileTable } from '../table-source.js';
import { textPieces } from '../text-pieces.js';
import { jsonFault } from './json-fault.js';

/** A longer line is none: the file is no JSON Lines. */
const LONGEST = 2 ** 26;

/** Some records of a file. */
export interface JsonPiece {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** The line of the file that each record stands in, from 1. */
  readonly lines: readonly number[];
}

/**
 * The records of a file of JSON Lines, part by part of about `partSize` characters. Blank lines are left out.
 *
 * @throws `LML_FILE_FORMAT` with line and column of what is no JSON, and for values that are no records.
 */
export async function* jsonLinesPieces(source: ByteSource, partSize?: number): AsyncGenerator<JsonPiece> {
  const { fault } = fileTable(source.name);
  let [rest, line] = ['', 1];
  for await (const part of textPieces(source, 'utf-8', partSize)) {
    const end = part.lastIndexOf('\n');
    if (end < 0) {
      rest += part;
      if (rest.length > LONGEST) throw fault(`line ${line} is longer than ${LONGEST} characters.`);
      continue;
    }
    const piece = parse((rest + part.slice(0, end)).split('\n'), line);
    line += piece.count;
    rest = part.slice(end + 1);
    yield piece;
  }
  yield parse(rest.split('\n'), line);

  function parse(texts: readonly string[], first: number): JsonPiece & { count: number } {
    const records: Readonly<Record<string, unknown>>[] = [];
    const lines: number[] = [];
    for (const [at, text] of texts.entries()) {
      if (text.trim() === '') continue;
      const value = parsed(text, first + at);
      if (!isRecord(value))
        throw fault(`line ${first + at} must be a record, as {"age": 3, "kind": "a"}, got ${describe(value)}.`);
      records.push(value);
      lines.push(first + at);
    }
    return { records, lines, count: texts.length };
  }

  function parsed(text: string, at: number): unknown {
    try {
      return JSON.parse(text);
    } catch {
      const { at: column, expected } = jsonFault(text);
      const found =
        column < text.length ? `'${String.fromCodePoint(text.codePointAt(column)!)}'` : 'the end of the line';
      throw fault(
        `line ${at}, column ${column + 1}: expected ${expected}, got ${found}. Each line is one record of JSON.`,
      );
    }
  }
}

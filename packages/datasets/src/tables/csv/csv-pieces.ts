import { FileFormatError, type ByteSource } from '@lml/core';
import { initParser, type Schema } from 'udsv';

import { textPieces } from '../text-pieces.js';
import { CsvCutter } from './csv-cutter.js';
import type { CsvSettings } from './csv-options.js';

/** Some records of a CSV file, as texts. */
export interface CsvPiece {
  /** The names of the columns. */
  readonly names: readonly string[];
  /** The values of each column. */
  readonly columns: readonly (readonly string[])[];
  /** The line of the file that each record begins at. */
  readonly lines: readonly number[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The records of a CSV file, part by part of about `partSize` characters; a part without any if there are none.
 *
 * @throws `LML_FILE_FORMAT` with the line of what is wrong.
 */
export async function* csvPieces(
  source: ByteSource,
  settings: CsvSettings,
  partSize?: number,
): AsyncGenerator<CsvPiece> {
  const { header, quote, comment = '', skipRows } = settings;
  let names: readonly string[] | undefined = typeof header === 'object' ? header : undefined;
  let cutter: CsvCutter | undefined;
  let parse: ((records: string) => string[][]) | undefined;
  let given = false;
  let waiting = '';
  for await (const { text, isLast } of withLast(textPieces(source, settings.encoding, partSize))) {
    waiting += text;
    const begins = cutter === undefined;
    // The delimiter is found in the first line.
    if (begins && (waiting === '' || (!isLast && !/[\r\n]/.test(waiting)))) continue;
    const delimiter = settings.delimiter ?? delimiterOf(waiting, { quote, comment, skipRows });
    cutter ??= new CsvCutter({ delimiter, quote, comment }, source.name, skipRows);
    if (names !== undefined) cutter.width ??= names.length;
    const cut = cutter.cut(waiting, isLast);
    waiting = '';
    if (cut.lines.length === 0) continue;
    let { lines } = cut;
    parse ??= parserOf(cutter.width!, delimiter, quote);
    const columns = parse(cut.text);
    if (names === undefined) {
      names = header === true ? distinct(columns.map(([first]) => first!)) : columns.map((_, at) => String(at));
      if (header === true) {
        for (const column of columns) column.shift();
        lines = lines.slice(1);
      }
    }
    if (lines.length === 0) continue;
    given = true;
    yield { names, columns, lines };
  }
  if (given) return;
  if (names === undefined)
    throw new FileFormatError(`'${source.name}' is empty: there is not even a line with names of columns.`);
  yield { names, columns: names.map(() => []), lines: [] };
}

/** Names of columns, of which none is twice: `a`, `a.1`; those without a name are called by their place, as in pandas. */
function distinct(names: readonly string[]): string[] {
  const given = names.map((name, at) => (name === '' ? `Unnamed: ${at}` : name));
  const taken = new Set(given);
  const counts = new Map<string, number>();
  return given.map((name) => {
    let count = counts.get(name);
    if (count === undefined) {
      counts.set(name, 0);
      return name;
    }
    do count++;
    while (taken.has(`${name}.${count}`));
    counts.set(name, count);
    taken.add(`${name}.${count}`);
    return `${name}.${count}`;
  });
}

/** The delimiter that the first record has most of, outside quotes. */
function delimiterOf(
  text: string,
  { quote, comment, skipRows }: { quote: string; comment: string; skipRows: number },
): string {
  const lines = text.split(/\r\n|\r|\n/).slice(skipRows);
  const first = lines.find((line) => line !== '' && (comment === '' || !line.startsWith(comment))) ?? '';
  const plain =
    quote === ''
      ? first
      : first
          .split(quote)
          .filter((_, at) => at % 2 === 0)
          .join('');
  const counts = DELIMITERS.map((sign) => plain.split(sign).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** Reads whole records, of which the cutter has made sure that they are well formed. */
function parserOf(width: number, delimiter: string, quote: string): (records: string) => string[][] {
  const cols = Array.from({ length: width }, (_, at) => ({ name: String(at), type: 's' as const, repl: {} }));
  const header = `${cols.map(({ name }) => name).join(delimiter)}\n`;
  const schema = { skip: 1, col: delimiter, row: '\n', trim: false, cols };
  return (records) => {
    const encl = quote !== '' && records.includes(quote) ? quote : '';
    // The parser misses the end of a quoted value where there is one column only.
    if (width === 1 && encl !== '') return [values(records, encl)];
    const { stringCols } = initParser({ ...schema, encl, esc: encl } as unknown as Schema);
    return stringCols(header + records);
  };
}

/** The values of the only column. */
function values(records: string, quote: string): string[] {
  const read: string[] = [];
  for (let at = 0; at < records.length;) {
    const isQuoted = records.startsWith(quote, at);
    let end = records.indexOf(isQuoted ? quote : '\n', at + Number(isQuoted));
    while (isQuoted && records.startsWith(quote, end + 1)) end = records.indexOf(quote, end + 2);
    read.push(isQuoted ? records.slice(at + 1, end).replaceAll(quote + quote, quote) : records.slice(at, end));
    at = end + 1 + Number(isQuoted);
  }
  return read;
}

/** Parts, each with whether it is the last. */
async function* withLast(parts: AsyncIterable<string>): AsyncGenerator<{ text: string; isLast: boolean }> {
  let before: string | undefined;
  for await (const part of parts) {
    if (before !== undefined) yield { text: before, isLast: false };
    before = part;
  }
  yield { text: before ?? '', isLast: true };
}

import { FileFormatError } from '@lml/core';

/** Records of a CSV file that stand together, one a line. */
export interface CsvRecords {
  /** The records, each with a line feed after it. */
  readonly text: string;
  /** The line of the file that each begins at, from 1. */
  readonly lines: readonly number[];
}

/** How the values of a CSV file are told apart. */
export interface CsvSigns {
  /** Between two values. */
  readonly delimiter: string;
  /** Around values that hold delimiters, quotes or line ends; `''` for none. */
  readonly quote: string;
  /** What a line begins with that is none of a record; `''` for none. */
  readonly comment: string;
}

/** A longer record is none: a quote is never closed, or the file is no text. */
const LONGEST = 2 ** 24;

const [TAB, LF, CR, SPACE] = [9, 10, 13, 32];
const LINE_END = /[\r\n]/g;

/** Where a record ends. */
interface RecordEnd {
  /** The first sign after it. */
  readonly stop: number;
  /** Where the next one begins. */
  readonly next: number;
  readonly values: number;
  /** The line that it begins at. */
  readonly line: number;
}

/**
 * Cuts the text of a CSV file between records, and checks that each has as many values as there are columns. Blank lines and comments
 * are left out. Text may come in parts of any size.
 */
export class CsvCutter {
  /** The number of values in each record, once it is known. */
  width: number | undefined;
  private text = '';
  private line = 1;
  private readonly delimiter: number;
  private readonly quote: number;

  constructor(
    private readonly signs: CsvSigns,
    private readonly file: string,
    private skip = 0,
  ) {
    this.delimiter = signs.delimiter.charCodeAt(0);
    this.quote = signs.quote === '' ? -1 : signs.quote.charCodeAt(0);
  }

  /**
   * The records that are whole with a further part of the text; with `isLast` all that are left.
   *
   * @throws `LML_FILE_FORMAT` for a record of another number of values, and for quotes where none can be.
   */
  cut(part: string, isLast: boolean): CsvRecords {
    const text = this.text + part;
    const lines: number[] = [];
    const ranges: [start: number, end: number][] = [];
    let start = this.skipped(text, isLast);
    while (this.skip === 0 && start < text.length) {
      const isPlain = this.isLeftOut(text, start);
      const end = isPlain ? this.endOfLine(text, start, isLast) : this.endOf(text, start, isLast);
      if (end === undefined) break;
      const { stop, next, values, line } = end;
      if (!isPlain && !this.isBlank(text, start, stop)) {
        this.width ??= values;
        if (values !== this.width) throw this.fault(line, `there are ${values} values, but ${this.width} columns.`);
        lines.push(line);
        ranges.push([start, stop]);
      }
      start = next;
    }
    this.text = text.slice(start);
    if (this.text.length > LONGEST)
      throw this.fault(
        this.line,
        `a record begins that does not end within ${LONGEST} characters. Is a quote never closed?`,
      );
    return { text: joined(text, ranges), lines };
  }

  /** Leaves out lines that are to be skipped: where the text begins after them, as far as they are whole. */
  private skipped(text: string, isLast: boolean): number {
    let start = 0;
    for (; this.skip > 0 && start < text.length; this.skip--) {
      const end = this.endOfLine(text, start, isLast);
      if (end === undefined) break;
      start = end.next;
    }
    return start;
  }

  /** Where the line ends that begins at `start`; `undefined` where its end has not come yet. */
  private endOfLine(text: string, start: number, isLast: boolean): RecordEnd | undefined {
    const { line } = this;
    LINE_END.lastIndex = start;
    const stop = LINE_END.test(text) ? LINE_END.lastIndex - 1 : text.length;
    const isCut = stop === text.length || (text.charCodeAt(stop) === CR && stop + 1 === text.length);
    if (isCut && !isLast) return undefined;
    this.line++;
    return { stop, next: afterLineEnd(text, stop), values: 1, line };
  }

  /** Where the record that begins at `start` ends; `undefined` where its end has not come yet. */
  private endOf(text: string, start: number, isLast: boolean): RecordEnd | undefined {
    const { delimiter, quote } = this;
    const begin = this.line;
    let [values, line, quoted, opened] = [1, begin, false, start];
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (quoted) {
        if (code === quote) {
          // Whether it closes the value is told by the sign after it, or by the next part, with which the record is looked at again.
          const after = text.charCodeAt(at + 1);
          if (after === quote) at++;
          else if (Number.isNaN(after) || after === delimiter || after === LF || after === CR) quoted = false;
          else
            throw this.fault(line, `value ${values} goes on after its closing ${this.signs.quote}. ${this.advice()}`);
        } else if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) line++;
      } else if (code === delimiter) {
        values++;
        opened = at + 1;
      } else if (code === LF || code === CR) {
        if (code === CR && at + 1 >= text.length && !isLast) break;
        this.line = line + 1;
        return { stop: at, next: afterLineEnd(text, at), values, line: begin };
      } else if (code === quote) {
        if (at !== opened)
          throw this.fault(
            line,
            `value ${values} has a ${this.signs.quote} but does not begin with one. ${this.advice()}`,
          );
        quoted = true;
      }
    }
    if (!isLast) return undefined;
    if (quoted) throw this.fault(begin, `value ${values} begins with ${this.signs.quote}, which is never closed.`);
    return { stop: text.length, next: text.length, values, line: begin };
  }

  private isLeftOut(text: string, start: number): boolean {
    return this.signs.comment !== '' && text.startsWith(this.signs.comment, start);
  }

  /** Whether a line has only spaces and tabs, as pandas leaves such lines out. */
  private isBlank(text: string, start: number, stop: number): boolean {
    for (let at = start; at < stop; at++) {
      const code = text.charCodeAt(at);
      if ((code !== SPACE && code !== TAB) || code === this.delimiter) return false;
    }
    return true;
  }

  private advice(): string {
    return `Write it in quotes with each ${this.signs.quote} of its own twice; or where quotes are plain signs, read with quote: ''.`;
  }

  private fault(line: number, message: string): FileFormatError {
    return new FileFormatError(`'${this.file}', line ${line}: ${message}`);
  }
}

function afterLineEnd(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : Math.min(at + 1, text.length);
}

/** The records one after the other; where they stand so already, as one part of the text. */
function joined(text: string, ranges: readonly (readonly [start: number, end: number])[]): string {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return '';
  const areJoined = ranges.every(([start], at) => {
    const before = ranges[at - 1]?.[1];
    return before === undefined || (start === before + 1 && text.charCodeAt(before) === LF);
  });
  if (areJoined) return `${text.slice(first[0], last[1])}\n`;
  return ranges.map(([start, end]) => `${text.slice(start, end)}\n`).join('');
}

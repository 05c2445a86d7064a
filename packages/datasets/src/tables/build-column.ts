import type { ColumnType, TableColumn } from './table.js';

/** How texts of a file stand for values. */
export interface TextForms {
  /** What stands for a missing value. */
  readonly missing: ReadonlySet<string>;
  /** Those of it that are numbers: -999, whether it is written so or -999.0. */
  readonly missingNumbers: ReadonlySet<number>;
  /** The sign between a number and its fraction. */
  readonly decimal: string;
  /** The sign between groups of three digits, or `''`. */
  readonly thousands: string;
}

/** Texts are kept once while a column has fewer different ones than this. */
const MANY_TEXTS = 10_000;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const TRUTH = /^(?:true|false)$/i;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A number as text, NaN where it is one that stands for a missing value; `undefined` for what is none. */
export function parseNumber(text: string, forms: TextForms): number | undefined {
  const value = plainNumber(text, forms);
  return value !== undefined && forms.missingNumbers.has(value) ? NaN : value;
}

function plainNumber(text: string, { decimal, thousands }: TextForms): number | undefined {
  let plain = text;
  if (thousands !== '') plain = plain.replaceAll(thousands, '');
  if (decimal !== '.') {
    if (plain.includes('.')) return undefined;
    plain = plain.replace(decimal, '.');
  }
  plain = plain.trim();
  if (NUMBER.test(plain)) return Number(plain);
  const infinite = INFINITE.exec(plain);
  return infinite === null ? undefined : infinite[1] === '-' ? -Infinity : Infinity;
}

/** Milliseconds since 1970 of a date of ISO 8601, in UTC where it names no zone; or `undefined`. */
export function parseDate(text: string): number | undefined {
  const [plain, year, month, day, clock, zone] = ISO.exec(text.trim()) ?? [];
  if (plain === undefined) return undefined;
  // Date.parse takes 31 February for 3 March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1) return undefined;
  const moment = Date.parse(
    `${plain.slice(0, 10)}T${clock ?? '00:00'}${(zone ?? 'Z').replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`,
  );
  return Number.isNaN(moment) ? undefined : moment;
}

/** Finds the type that all values of a column have; missing ones have every type. */
export class TypeFinder {
  /** Whether any value was there. */
  isSure = false;
  private isNumber = true;
  private isTruth = true;

  constructor(private readonly forms: TextForms) {}

  add(values: readonly string[]): void {
    for (const text of values) {
      if (!this.isNumber && !this.isTruth) return;
      if (this.forms.missing.has(text)) continue;
      this.isSure = true;
      if (this.isNumber && parseNumber(text, this.forms) === undefined) this.isNumber = false;
      if (this.isTruth && !TRUTH.test(text)) this.isTruth = false;
    }
  }

  /** What has no values at all can stand among numbers. */
  get type(): ColumnType {
    return this.isNumber ? 'number' : this.isTruth ? 'boolean' : 'text';
  }
}

/** Values of one type, gathered from texts piece by piece. */
export class ColumnBuilder {
  private readonly parts: (Float64Array | BigInt64Array | string[])[] = [];
  private readonly known = new Map<string, string>();

  /** With `isGiven`, truth values may be 1 and 0 too: whoever names the type says so. */
  constructor(
    readonly type: ColumnType,
    private readonly forms: TextForms,
    private readonly isGiven: boolean,
  ) {}

  /** Takes texts over; returns the position of the first that is not of the type, or -1. Then nothing is taken. */
  add(texts: readonly string[]): number {
    const part = this.type === 'text' ? this.toTexts(texts) : this.toNumbers(texts);
    if (typeof part === 'number') return part;
    this.parts.push(part);
    return -1;
  }

  /** The column of all that was added. */
  build(): TableColumn {
    const { type, parts } = this;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (type === 'text')
      return { type, values: { dtype: 'string', shape: [length], data: (parts as string[][]).flat() } };
    const data = type === 'integer' ? new BigInt64Array(length) : new Float64Array(length);
    let at = 0;
    for (const part of parts) {
      data.set(part as never, at);
      at += part.length;
    }
    const dtype = type === 'integer' ? 'int64' : 'float64';
    return { type, values: { dtype, shape: [length], data } };
  }

  private toNumbers(texts: readonly string[]): Float64Array | BigInt64Array | number {
    const { type, forms } = this;
    if (type === 'integer') return toIntegers(texts);
    const parse = type === 'number' ? parserOf(forms) : type === 'date' ? parseDate : this.isGiven ? parseTruth : truth;
    const part = new Float64Array(texts.length);
    for (let at = 0; at < texts.length; at++) {
      const text = texts[at]!;
      const value = parse(text) ?? (forms.missing.has(text) ? NaN : undefined);
      if (value === undefined) return at;
      part[at] = value;
    }
    return part;
  }

  /** Equal texts are one, and hold no longer text in memory that they were cut from. */
  private toTexts(texts: readonly string[]): string[] {
    const { known, forms } = this;
    return texts.map((text) => {
      const before = known.get(text);
      if (before !== undefined) return before;
      // What an engine cuts from a text may hold the whole of it; a text put together anew does not.
      const own = forms.missing.has(text) ? '' : text.length < 13 ? text : ` ${text}`.slice(1);
      if (known.size < MANY_TEXTS) known.set(text, own);
      return own;
    });
  }
}

function parserOf(forms: TextForms): (text: string) => number | undefined {
  if (forms.decimal !== '.' || forms.thousands !== '' || forms.missingNumbers.size > 0)
    return (text) => parseNumber(text, forms);
  return (text) => {
    // Number takes blanks for 0, and 0x10 for 16; neither has a digit, sign or dot in these places.
    if (text.charCodeAt(0) > 32 && !(text.charCodeAt(1) >= 65)) {
      const value = Number(text);
      if (!Number.isNaN(value)) return value;
    }
    return parseNumber(text, forms);
  };
}

function truth(text: string): number | undefined {
  return TRUTH.test(text) ? Number(text.length === 4) : undefined;
}

function parseTruth(text: string): number | undefined {
  const plain = text.trim().toLowerCase();
  return plain === 'true' || plain === '1' ? 1 : plain === 'false' || plain === '0' ? 0 : undefined;
}

function toIntegers(texts: readonly string[]): BigInt64Array | number {
  const part = new BigInt64Array(texts.length);
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at]!.trim();
    if (!/^[+-]?\d{1,19}$/.test(text)) return at;
    const value = BigInt(text.replace('+', ''));
    if (BigInt.asIntN(64, value) !== value) return at;
    part[at] = value;
  }
  return part;
}

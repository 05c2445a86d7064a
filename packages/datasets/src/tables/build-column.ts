import { type NdArray } from '@lml/core';

import type { ColumnType, TableColumn } from './table.js';

/** How texts of a file stand for values. */
export interface TextForms {
  /** What stands for a missing value. */
  readonly missing: ReadonlySet<string>;
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
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** A number as text, or `undefined`. */
export function parseNumber(text: string, { decimal, thousands }: TextForms): number | undefined {
  let plain = text;
  if (thousands !== '') plain = plain.replaceAll(thousands, '');
  if (decimal !== '.') plain = plain.replace(decimal, '.');
  plain = plain.trim();
  // What Number takes besides, '' and hexadecimals, begins otherwise or has letters.
  const value = Number(plain);
  if (!Number.isNaN(value) && Number.isFinite(value)) return NUMBER.test(plain) ? value : undefined;
  const infinite = INFINITE.exec(plain);
  return infinite === null ? (NUMBER.test(plain) ? value : undefined) : infinite[1] === '-' ? -Infinity : Infinity;
}

/** Milliseconds since 1970 of a date of ISO 8601, in UTC where it names no zone; or `undefined`. */
export function parseDate(text: string): number | undefined {
  const plain = text.trim();
  if (!ISO.test(plain)) return undefined;
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(plain.slice(10));
  const time = plain.length === 10 ? plain : `${plain.replace(' ', 'T')}${hasZone ? '' : 'Z'}`;
  const moment = Date.parse(time);
  return Number.isNaN(moment) ? undefined : moment;
}

/** The type that all values of a column have; missing ones have every type. */
export function inferType(values: readonly string[], forms: TextForms): ColumnType {
  let [numbers, truths, present] = [true, true, false];
  for (const text of values) {
    if (forms.missing.has(text)) continue;
    present = true;
    if (numbers && parseNumber(text, forms) === undefined) numbers = false;
    if (truths && !TRUTH.test(text.trim())) truths = false;
    if (!numbers && !truths) return 'text';
  }
  // What has no values at all can stand among numbers.
  return numbers || !present ? 'number' : 'boolean';
}

/** Values of one type, gathered from texts piece by piece. */
export class ColumnBuilder {
  private readonly parts: (Float64Array | BigInt64Array | string[])[] = [];
  private readonly known = new Map<string, string>();

  constructor(
    readonly type: ColumnType,
    private readonly forms: TextForms,
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
    return { type, values: { dtype, shape: [length], data } as NdArray<'float64' | 'int64'> };
  }

  private toNumbers(texts: readonly string[]): Float64Array | BigInt64Array | number {
    const { type, forms } = this;
    if (type === 'integer') return toIntegers(texts);
    const parse = type === 'number' ? parserOf(forms) : type === 'date' ? parseDate : parseTruth;
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
      const own = forms.missing.has(text) ? '' : text;
      if (known.size < MANY_TEXTS) known.set(text, own);
      return own;
    });
  }
}

function parserOf(forms: TextForms): (text: string) => number | undefined {
  if (forms.decimal !== '.' || forms.thousands !== '') return (text) => parseNumber(text, forms);
  return (text) => {
    // Number takes blanks for 0, and 0x10 for 16; neither has a digit, sign or dot in these places.
    if (text.charCodeAt(0) > 32 && !(text.charCodeAt(1) >= 65)) {
      const value = Number(text);
      if (!Number.isNaN(value)) return value;
    }
    return parseNumber(text, forms);
  };
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

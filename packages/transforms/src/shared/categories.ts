import { byCodePoints } from '@lml/core';

import type { BlockColumn } from './block.js';
import { inPieces } from './pieces.js';

/** The values that a feature has: numbers or texts, sorted as NumPy sorts them. */
export type Categories = Float64Array | readonly string[];

/** Whole numbers below this are counted and found by a table, in a fraction of a map's time. */
const SMALL = 256;

/** Gathers the categories of features batch by batch. Missing values are one of them, the last, where there are any. */
export class CategoryGatherer {
  /** How often each value was seen. */
  private readonly seen: Map<number | string, number>[];
  private readonly isText: boolean[];

  constructor(columns: readonly BlockColumn[]) {
    this.seen = columns.map(() => new Map());
    this.isText = columns.map(({ values }) => !(values instanceof Float64Array));
  }

  /** Takes the values of a batch. */
  add(columns: readonly BlockColumn[]): void {
    columns.forEach(({ values }, at) => {
      // A column of no values but missing ones may be read as numbers in one part of a file, and as texts in another.
      if (!this.isText[at]! && !(values instanceof Float64Array)) this.turnToTexts(at);
      const seen = this.seen[at]!;
      if (!this.isText[at]! && values instanceof Float64Array) {
        countNumbers(seen as Map<number, number>, values);
        return;
      }
      for (let row = 0; row < values.length; row++) {
        const value = textOf(values[row]!);
        seen.set(value, (seen.get(value) ?? 0) + 1);
      }
    });
  }

  /** The categories of each feature. */
  finish(): readonly Categories[] {
    return this.seen.map((seen, at) => {
      if (this.isText[at]!) return sortedTexts([...(seen as Map<string, number>).keys()]);
      return Float64Array.from((seen as Map<number, number>).keys()).sort();
    });
  }

  /** How often each of some categories of a feature was seen; `others` are the values that were seen and are none of them. */
  countsOf(at: number, categories: Categories): { counts: Float64Array; others: (number | string)[] } {
    const values = [...this.seen[at]!.keys()];
    const column = this.isText[at]! ? (values as string[]) : Float64Array.from(values as number[]);
    const places = placesIn(categories, { name: '', values: column });
    const counts = new Float64Array(categories.length);
    values.forEach((value, index) => {
      const place = places[index]!;
      if (place >= 0) counts[place]! += this.seen[at]!.get(value)!;
    });
    return { counts, others: values.filter((_, index) => places[index] === -1) };
  }

  private turnToTexts(at: number): void {
    this.isText[at] = true;
    this.seen[at] = new Map(Array.from(this.seen[at]!, ([value, count]) => [textOf(value), count]));
  }
}

/** Whether a value is missing. */
export function isMissing(value: number | string): boolean {
  return value === '' || value !== value;
}

/** A value as a text: numbers as they are written, what is missing as `''`. */
export function textOf(value: number | string): string {
  return typeof value === 'string' ? value : Number.isNaN(value) ? '' : String(value);
}

/** How categories are called. */
export function labelsOf(categories: Categories): string[] {
  return Array.from(categories as ArrayLike<number | string>, textOf);
}

/** The place of each value among the categories; -1 where it is none of them. */
export function placesIn(categories: Categories, { values }: BlockColumn): Int32Array {
  const isText = !(categories instanceof Float64Array);
  const places = new Map(Array.from(categories as ArrayLike<number | string>, (value, at) => [value, at]));
  const found = new Int32Array(values.length);
  if (!isText && values instanceof Float64Array) {
    const small = Int32Array.from({ length: SMALL }, (_, value) => places.get(value) ?? -1);
    inPieces(found.length, (start, end) => {
      for (let row = start; row < end; row++) {
        const value = values[row]!;
        found[row] = value === (value & (SMALL - 1)) ? small[value]! : (places.get(value) ?? -1);
      }
    });
    return found;
  }
  for (let row = 0; row < found.length; row++) {
    const value = values[row]!;
    const key = isText ? textOf(value) : typeof value === 'string' ? numberOf(value) : value;
    found[row] = places.get(key) ?? -1;
  }
  return found;
}

function countNumbers(seen: Map<number, number>, values: Float64Array): void {
  const small = new Float64Array(SMALL);
  inPieces(values.length, (start, end) => {
    for (let row = start; row < end; row++) {
      const value = values[row]!;
      if (value === (value & (SMALL - 1))) small[value]! += 1;
      else seen.set(value, (seen.get(value) ?? 0) + 1);
    }
  });
  small.forEach((count, value) => {
    if (count > 0) seen.set(value, (seen.get(value) ?? 0) + count);
  });
}

/** A text as a number, where numbers were learnt: a file of few rows may have been read otherwise. */
function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

/** Texts by their code points; missing ones last. */
function sortedTexts(texts: readonly string[]): string[] {
  const present = texts.filter((text) => text !== '').sort(byCodePoints);
  return present.length < texts.length ? [...present, ''] : present;
}

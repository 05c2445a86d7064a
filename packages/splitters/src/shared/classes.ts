import { InvalidArgumentError, isNdArray, type NdArray } from '@lml/core';

import type { Targets } from './checks.js';
import { codeTable, type CodeTable } from './code-table.js';

/** Samples by class. */
export interface Classes {
  /** The classes. */
  readonly values: readonly (number | string)[];
  /** For each sample, the position of its class in `values`. */
  readonly codes: Int32Array;
  /** The number of samples of each class. */
  readonly counts: Int32Array;
}

/** What the values of samples are, in messages: targets or groups, and which are allowed. */
interface Naming {
  readonly argument: 'targets' | 'groups';
  readonly isAllowed: (value: unknown) => boolean;
  readonly expected: string;
}

const CLASSES: Naming = {
  argument: 'targets',
  isAllowed: Number.isInteger,
  expected: 'a whole number or a text, which names a class',
};
const SORTED: Naming = {
  argument: 'targets',
  isAllowed: Number.isFinite,
  expected: 'a finite number or a text, which names a class',
};
const GROUPS: Naming = {
  argument: 'groups',
  isAllowed: Number.isFinite,
  expected: 'a finite number or a text, which names a group',
};

/** The classes in the order in which they appear. Numbers must be whole, and rows one-hot, or they are no classes. */
export function classesByAppearance(targets: Targets): Classes {
  return encode(isNdArray(targets) ? placesOfOnes(targets) : targets, CLASSES);
}

/** The same in ascending order. */
export function wholeClasses(targets: Targets): Classes {
  return sorted(classesByAppearance(targets));
}

/** The classes in ascending order, texts by code points. Any number is one, and of rows each that differs: its numbers as a text. */
export function sortedClasses(targets: Targets): Classes {
  return sorted(isNdArray(targets) ? rowClasses(targets) : encode(targets, SORTED));
}

/** The groups in ascending order, texts by code points. */
export function sortedGroups(groups: ArrayLike<number | string>): Classes {
  return sorted(encode(groups, GROUPS));
}

/** The samples of each class in ascending order, class after class: those of class c stand from `starts[c]` to `starts[c + 1]`. */
export function membersOf({ codes, counts }: Classes): { members: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(counts.length + 1);
  for (let code = 0; code < counts.length; code++) starts[code + 1] = starts[code]! + counts[code]!;
  const next = starts.slice();
  const members = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) members[next[codes[i]!]!++] = i;
  return { members, starts };
}

function encode(targets: ArrayLike<number | string>, naming: Naming): Classes {
  check(targets, naming);
  return coded(targets.length, codeTable(targets), (index) => targets[index]!);
}

function rowClasses(targets: NdArray): Classes {
  const [rows = 0] = targets.shape;
  return coded(rows, new Map(), (row) => rowOf(targets, row).join(' '));
}

function coded(length: number, table: CodeTable, valueOf: (index: number) => number | string): Classes {
  const codes = new Int32Array(length);
  const values: (number | string)[] = [];
  const counts: number[] = [];
  for (let i = 0; i < length; i++) {
    const value = valueOf(i);
    let code = table.get(value);
    if (code === undefined) {
      code = values.length;
      table.set(value, code);
      values.push(value);
      counts.push(0);
    }
    codes[i] = code;
    counts[code]!++;
  }
  return { values, codes, counts: Int32Array.from(counts) };
}

function check(targets: ArrayLike<number | string>, { argument, isAllowed, expected }: Naming): void {
  const type = typeof targets[0];
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!;
    if (typeof target !== 'string' && !isAllowed(target)) {
      throw new InvalidArgumentError(`${argument}[${i}]`, expected, target);
    }
    if (typeof target !== type) {
      throw new InvalidArgumentError(`${argument}[${i}]`, `a ${type}, as the ${argument} before it`, target);
    }
  }
}

/** The column of the only 1 of each row. */
function placesOfOnes(targets: NdArray): Int32Array {
  const { shape, data } = targets;
  const [rows = 0, width = 0] = shape;
  const places = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const value = Number(data[row * width + column]);
      if (value === 0) continue;
      if (value !== 1 || places[row] !== -1) throw notOneHot(row, rowOf(targets, row));
      places[row] = column;
    }
    if (places[row] === -1) throw notOneHot(row, rowOf(targets, row));
  }
  return places;
}

function rowOf({ shape, data }: NdArray, row: number): unknown[] {
  const width = shape[1]!;
  return Array.from({ length: width }, (_, column) => data[row * width + column]);
}

function notOneHot(row: number, received: unknown[]): InvalidArgumentError {
  const remedy = 'For several labels a sample, use multilabel-stratified-k-fold.';
  return new InvalidArgumentError(`targets[${row}]`, 'a row with a single 1, which names a class', received, remedy);
}

function sorted({ values, codes, counts }: Classes): Classes {
  const order = Int32Array.from(values.keys()).sort((a, b) => compare(values[a]!, values[b]!));
  const rank = new Int32Array(values.length);
  order.forEach((code, position) => (rank[code] = position));
  return {
    values: Array.from(order, (code) => values[code]!),
    codes: codes.map((code) => rank[code]!),
    counts: order.map((code) => counts[code]!),
  };
}

/** Numbers by size; texts by code points, which JavaScript does not: it compares UTF-16 units, half a character beyond U+FFFF each. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === shorter) return a.length - b.length;
  return byCodePoint(a.charCodeAt(at)) - byCodePoint(b.charCodeAt(at));
}

/** Puts the halves of characters beyond U+FFFF after all other units. */
function byCodePoint(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

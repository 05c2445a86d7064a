import { isNdArray, showShape } from '@lml/core';

import { ensure } from '../shared/check.js';
import { numbersOf } from '../shared/tensors.js';
import { isGoldenTensor, type GoldenTensor, type GoldenValue } from './golden-file.js';

/** How far a number may be off. */
export interface Closeness {
  /** Relative to the size. */
  readonly tolerance: number;
  /** What counts as the size of a number; `largest` is the largest one of the same tensor. Both are ≥ 0. */
  size(number: number, largest: number): number;
}

/** Complains of the first thing that is not as expected. Of records and lists all that is expected must be there, and nothing else. */
export function compare(actual: unknown, expected: GoldenValue, closeness: Closeness, path: string): void {
  if (isGoldenTensor(expected)) return compareTensor(actual, expected, closeness, path);
  if (Array.isArray(expected) && ArrayBuffer.isView(actual))
    return compareNumbers(Array.from(actual as unknown as ArrayLike<number>), expected as number[], closeness, path);
  const number = asNumber(expected);
  if (number !== undefined && !(typeof expected === 'string' && typeof actual === 'string')) {
    if (!isNdArray(actual)) return compareNumber(actual, number, closeness, number, path);
    ensure(actual.shape.length === 0, `${path} should be ${number} and has shape ${showShape(actual.shape)}`);
    return compareNumber(numbersOf(actual)[0], number, closeness, number, path);
  }
  if (typeof expected !== 'object' || expected === null) {
    ensure(Object.is(actual, expected), () => `${path} should be ${show(expected)} and is ${show(actual)}`);
    return;
  }
  const isRecord = typeof actual === 'object' && actual !== null && !isNdArray(actual);
  ensure(isRecord, () => `${path} should be ${show(expected)} and is ${show(actual)}`);
  const [wanted, found] = [Object.keys(expected), Object.keys(actual)];
  const missing = wanted.find((name) => !found.includes(name)) ?? found.find((name) => !wanted.includes(name));
  ensure(missing === undefined, `${path} should have ${wanted.join(', ') || 'nothing'} and has ${found.join(', ')}`);
  for (const [name, part] of Object.entries(expected as Record<string, GoldenValue>)) {
    const place = Array.isArray(expected) ? `${path}[${name}]` : `${path}.${name}`;
    compare((actual as Record<string, unknown>)[name], part, closeness, place);
  }
}

function compareTensor(actual: unknown, expected: GoldenTensor, closeness: Closeness, path: string): void {
  const shape = showShape(expected.shape);
  ensure(isNdArray(actual), () => `${path} should have shape ${shape} and is ${show(actual)}`);
  ensure(showShape(actual.shape) === shape, `${path} should have shape ${shape} and has ${showShape(actual.shape)}`);
  const isWhole = expected.dtype === 'int32';
  ensure(!isWhole || actual.dtype === 'int32', `${path} should be int32 and is ${actual.dtype}`);
  compareNumbers(numbersOf(actual), expected.data, closeness, path);
}

function compareNumbers(
  actual: readonly number[],
  expected: readonly (number | string)[],
  closeness: Closeness,
  path: string,
): void {
  const count = expected.length;
  ensure(actual.length === count, `${path} should have ${count} entries and has ${actual.length}`);
  const numbers = expected.map(Number);
  const largest = Math.max(0, ...numbers.filter(Number.isFinite).map(Math.abs));
  numbers.forEach((number, at) => compareNumber(actual[at], number, closeness, largest, `${path}[${at}]`));
}

function compareNumber(
  actual: unknown,
  expected: number,
  { tolerance, size }: Closeness,
  largest: number,
  path: string,
): void {
  const allowed = tolerance * size(Math.abs(expected), Number.isFinite(largest) ? Math.abs(largest) : 0);
  const isClose =
    typeof actual === 'number' &&
    (Number.isFinite(expected) ? Math.abs(actual - expected) <= allowed : Object.is(actual, expected));
  const bound = allowed > 0 && Number.isFinite(allowed) ? ` (± ${Number(allowed.toPrecision(3))})` : '';
  ensure(isClose, () => `${path} should be ${expected}${bound} and is ${show(actual)}`);
}

/** Numbers, and those that JSON has only as texts. */
function asNumber(value: GoldenValue): number | undefined {
  if (typeof value === 'number') return value;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined;
}

function show(value: unknown): string {
  if (isNdArray(value)) return `an array of shape ${showShape(value.shape)}`;
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

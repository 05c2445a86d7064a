import { ndArray, type NdArray } from '@lml/core';

import { ensure } from '../shared/check.js';
import type { ArrayTree } from '../shared/array-tree.js';
import { isGoldenTensor, type GoldenRecord, type GoldenValue } from './golden-file.js';

/** A tensor of a file, as it is fed: a number is a scalar, float64 becomes float32. */
export function decode(value: GoldenValue | undefined, name: string): NdArray {
  if (typeof value === 'number') return ndArray(value);
  ensure(isGoldenTensor(value), `the input has no tensor '${name}'`);
  const dtype = value.dtype === 'int32' ? 'int32' : 'float32';
  return ndArray(value.data.map(Number), { shape: value.shape, dtype });
}

/** A tensor of a file, or a list or record of such. */
export function decodeTree(value: GoldenValue | undefined, name: string): ArrayTree {
  if (typeof value !== 'object' || value === null || isGoldenTensor(value)) return decode(value, name);
  if (Array.isArray(value)) return value.map((part, index) => decodeTree(part as GoldenValue, `${name}.${index}`));
  const parts = Object.entries(value as GoldenRecord);
  return Object.fromEntries(parts.map(([key, part]) => [key, decodeTree(part, `${name}.${key}`)]));
}

/** Those of some tensors that an input has, by name. */
export function decodeSome(input: GoldenRecord, names: readonly string[]): Record<string, NdArray> {
  const given = names.filter((name) => input[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, decode(input[name], name)]));
}

/** Plain data of a file, with arrays for its tensors. */
export function decodePlain(value: GoldenValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isGoldenTensor(value)) return decode(value, '');
  if (Array.isArray(value)) return value.map((part) => decodePlain(part as GoldenValue));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, decodePlain(part)]));
}

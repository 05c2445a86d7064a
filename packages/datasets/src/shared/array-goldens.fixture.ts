import { readFileSync } from 'node:fs';

import { LmlError, type NdArray } from '@lml/core';
import fc from 'fast-check';

/** An array as NumPy has it. */
export interface GoldenArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | boolean | string)[];
}

/** A file in base64, and its arrays. */
export interface GoldenFile extends GoldenArray {
  readonly name: string;
  readonly file: string;
  readonly packed: string;
  readonly arrays: Readonly<Record<string, GoldenArray>>;
}

/** The cases of a file of goldens. */
export function goldenFiles(format: 'npz' | 'idx' | 'mat'): readonly GoldenFile[] {
  const text = readFileSync(new URL(`../goldens/${format}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: readonly GoldenFile[] }).cases;
}

/** The bytes of base64. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

const WIDENED: Readonly<Record<string, string>> = {
  ...{ float16: 'float32', int8: 'int32', int16: 'int32', uint16: 'int32', uint32: 'int64', uint64: 'int64' },
  str: 'string',
};

/** Checks an array against NumPy's: data type (where LML has none, the wider one), shape, every value. */
export function expectGolden({ dtype, shape, data }: NdArray, golden: GoldenArray): void {
  expect(dtype).toBe(WIDENED[golden.dtype] ?? golden.dtype);
  expect(shape).toEqual(golden.shape);
  const as = dtype === 'int64' ? BigInt : dtype === 'string' ? String : Number;
  const fround = dtype === 'float32' ? Math.fround : (value: unknown): unknown => value;
  expect(Array.from(data as ArrayLike<unknown>)).toEqual(
    golden.values.map((value) => fround(as(value as never) as never)),
  );
}

/** The code of the error that a promise is rejected with. */
export async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (LmlError.isInstance(error)) return error.code;
    throw error;
  }
  return 'no error';
}

/** Files with a few bytes changed, and cut off somewhere. */
export function damaged(files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  return fc
    .tuple(fc.constantFrom(...files), fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 4 }), fc.option(place))
    .map(([file, changes, cut]) => {
      const bytes = file.slice(0, cut === null ? file.length : Math.floor(cut * file.length));
      for (const [at, value] of changes) bytes[Math.floor(at * bytes.length)] = value;
      return bytes;
    });
}

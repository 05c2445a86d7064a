import type { NdArray } from '@lml/core';

/** Columns that are made when they are first asked for: who asks for targets does not copy all inputs. */
export function lazyColumns(
  keys: readonly string[],
  make: (key: string) => NdArray,
): Readonly<Record<string, NdArray>> {
  const columns: Record<string, NdArray> = {};
  for (const key of keys) {
    let made: NdArray | undefined;
    Object.defineProperty(columns, key, { enumerable: true, get: () => (made ??= make(key)) });
  }
  return columns;
}

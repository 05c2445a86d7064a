import type { NdArray } from '../data/nd-array.js';

/** After the name of an array of texts that is written as bytes, since files of tensors hold none. */
const TEXTS = '@texts';

/** Arrays of texts as their JSON in bytes; all others as they are. */
export function packTexts(arrays: Readonly<Record<string, NdArray>>): Record<string, NdArray> {
  const entries = Object.entries(arrays).map(([name, array]): [string, NdArray] => {
    if (array.dtype !== 'string') return [name, array];
    const data = new TextEncoder().encode(JSON.stringify({ shape: array.shape, data: array.data }));
    return [name + TEXTS, { dtype: 'uint8', shape: [data.length], data }];
  });
  return Object.fromEntries(entries);
}

/** The arrays that {@link packTexts} was given. */
export function unpackTexts(arrays: Readonly<Record<string, NdArray>>): Record<string, NdArray> {
  const entries = Object.entries(arrays).map(([name, array]): [string, NdArray] => {
    if (!name.endsWith(TEXTS)) return [name, array];
    const { shape, data } = JSON.parse(new TextDecoder().decode(array.data as Uint8Array)) as NdArray<'string'>;
    return [name.slice(0, -TEXTS.length), { dtype: 'string', shape, data }];
  });
  return Object.fromEntries(entries);
}

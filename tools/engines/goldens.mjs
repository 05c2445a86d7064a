import { readFileSync } from 'node:fs';
import { LmlError, ndArray } from '@lml/core';

/** @typedef {{ dtype: string, shape: number[], data: (number | string)[] }} GoldenTensor */

/**
 * The numbers of another library for a component.
 *
 * @param {string} pack the package's folder
 * @param {string} name the component's
 */
export function readGoldens(pack, name) {
  return JSON.parse(readFileSync(new URL(`../../packages/${pack}/src/goldens/${name}.json`, import.meta.url), 'utf8'));
}

/**
 * A tensor of a file as data.
 *
 * @param {GoldenTensor} tensor
 */
export function arrayOf({ dtype, shape, data }) {
  return ndArray(data.map(Number), { shape, dtype: dtype === 'int32' ? 'int32' : 'float32' });
}

/**
 * What something gives, or the code of the error by which LML refuses it.
 *
 * @template Value
 * @param {() => Promise<Value>} act
 * @returns {Promise<Value | string>}
 */
export async function resultOrCode(act) {
  try {
    return await act();
  } catch (error) {
    if (LmlError.isInstance(error)) return error.code;
    throw error;
  }
}

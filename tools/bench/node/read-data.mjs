import { readFileSync } from 'node:fs';

/**
 * The data that the parent has written, as flat arrays.
 *
 * @param {{ data: string, dtype: 'float32' | 'int32' }} task
 */
export function readData({ data, dtype }) {
  const Inputs = dtype === 'float32' ? Float32Array : Int32Array;
  return { inputs: read(`${data}.inputs`, Inputs), targets: read(`${data}.targets`, Int32Array) };
}

/**
 * @param {string} path
 * @param {Float32ArrayConstructor | Int32ArrayConstructor} Type
 */
function read(path, Type) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return new Type(buffer, byteOffset, byteLength / 4);
}

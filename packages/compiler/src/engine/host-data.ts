import type { GraphData, GraphDType } from '../graph/graph.js';

/** Room for numbers of a type, all 0. */
export function allocateData(dtype: GraphDType, length: number): GraphData {
  if (dtype === 'float32') return new Float32Array(length);
  return dtype === 'int32' ? new Int32Array(length) : new Uint8Array(length);
}

/** Numbers as that type, cut off towards zero where it holds whole ones; a copy. */
export function convertData(values: ArrayLike<number | bigint>, dtype: GraphDType): GraphData {
  const data = allocateData(dtype, values.length);
  if (dtype === 'bool')
    for (let index = 0; index < data.length; index++) data[index] = Number(Number(values[index]) !== 0);
  else if (typeof values[0] !== 'bigint') data.set(values as ArrayLike<number>);
  else for (let index = 0; index < data.length; index++) data[index] = Number(values[index]);
  return data;
}

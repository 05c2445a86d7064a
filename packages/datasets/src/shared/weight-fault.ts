import type { NdArray } from '@lml/core';

/** What is wrong with weights of samples, and where: they must be numbers of at least 0, one a sample. */
export function weightFault({
  dtype,
  shape,
  data,
}: NdArray): { readonly index?: number; readonly message: string } | undefined {
  if (shape.length !== 1 || dtype === 'string')
    return { message: `must be one number a sample, got ${dtype} [${shape.join(', ')}]` };
  const values = data as ArrayLike<number | bigint>;
  for (let index = 0; index < values.length; index++) {
    const weight = Number(values[index]);
    if (!(weight >= 0 && weight < Infinity))
      return { index, message: `must be a number of at least 0, got ${String(values[index])}` };
  }
  return undefined;
}

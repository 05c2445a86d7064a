import type { NdArray } from '@lml/core';

/** Unsigned bytes divided by 255, as float32 from 0 to 1. */
export function scaledBytes({ shape, data }: NdArray): NdArray<'float32'> {
  const scaled = new Float32Array(data as Uint8Array);
  for (let index = 0; index < scaled.length; index++) scaled[index]! /= 255;
  return { dtype: 'float32', shape, data: scaled };
}

/** Unsigned bytes as float32 from 0 to 255. */
export function floatBytes({ shape, data }: NdArray): NdArray<'float32'> {
  return { dtype: 'float32', shape, data: new Float32Array(data as Uint8Array) };
}

/** The same values with a last axis of size 1; a scalar, which counts no samples, stays one. */
export function withChannels<Array extends NdArray>(array: Array): Array {
  return array.shape.length === 0 ? array : { ...array, shape: [...array.shape, 1] };
}

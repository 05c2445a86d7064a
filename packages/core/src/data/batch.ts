import { isNdArray, type NdArray } from './nd-array.js';

/** A part of a batch: an array with the samples along its first axis, a record of parts, or a list that stays on the host. */
export type HostValue = NdArray | { readonly [key: string]: HostValue } | readonly unknown[];

/** Several samples, stacked: the same record as a sample, with an array in each place. */
export interface HostBatch {
  /** Parts by name. */
  readonly [key: string]: HostValue;
}

/** The number of samples in a batch: the size of the first axis of its first array. */
export function batchSizeOf(batch: HostBatch): number {
  return sizeAlongFirst(batch) ?? 0;
}

function sizeAlongFirst(value: HostValue): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (isNdArray(value)) return value.shape[0];
  for (const part of Object.values(value as HostBatch)) {
    const size = sizeAlongFirst(part);
    if (size !== undefined) return size;
  }
  return undefined;
}

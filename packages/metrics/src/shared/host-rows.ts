import { allocate, isNdArray, sizeOf, type HostMetricInput, type NdArray } from '@lml/core';

/** The number of samples of a batch on the host: of records, or of the first list or array of its prediction. None of a single text. */
export function hostSamples({ records, prediction }: HostMetricInput): number | undefined {
  return records?.length ?? lengthOf(prediction);
}

/** The samples of these numbers, of every column of a batch that has one value a sample; what else there is stays as it is. */
export function hostRows(input: HostMetricInput, indices: ArrayLike<number>): HostMetricInput {
  const samples = hostSamples(input);
  const take = (part: unknown): unknown => {
    if (isNdArray(part)) return part.shape[0] === samples ? rowsOf(part, indices) : part;
    if (Array.isArray(part))
      return part.length === samples ? Array.from(indices, (index) => part[index] as unknown) : part;
    return typeof part === 'object' && part !== null
      ? Object.fromEntries(Object.entries(part).map(([key, below]) => [key, take(below)]))
      : part;
  };
  return take({ ...input }) as HostMetricInput;
}

/** Rows of an array, along its first axis. */
export function rowsOf({ dtype, shape: [, ...own], data }: NdArray, indices: ArrayLike<number>): NdArray {
  const width = sizeOf(own);
  const rows = allocate(dtype, indices.length * width) as unknown[];
  for (let row = 0; row < indices.length; row++)
    for (let at = 0; at < width; at++) rows[row * width + at] = data[indices[row]! * width + at];
  return { dtype, shape: [indices.length, ...own], data: rows as unknown as NdArray['data'] };
}

function lengthOf(part: unknown): number | undefined {
  if (isNdArray(part)) return part.shape[0];
  if (Array.isArray(part)) return part.length;
  if (typeof part !== 'object' || part === null) return undefined;
  for (const below of Object.values(part)) {
    const length = lengthOf(below);
    if (length !== undefined) return length;
  }
  return undefined;
}

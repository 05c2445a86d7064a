import type { NdArray, TransformState } from '@lml/core';

/** Texts as an array that a checkpoint can hold. */
export function textsToArray(texts: readonly string[]): NdArray<'uint8'> {
  const data = new TextEncoder().encode(JSON.stringify(texts));
  return { dtype: 'uint8', shape: [data.length], data };
}

/** The texts of {@link textsToArray}. */
export function textsOfArray({ data }: NdArray): string[] {
  return JSON.parse(new TextDecoder().decode(data as Uint8Array)) as string[];
}

/** Numbers as an array. */
export function numbersToArray(numbers: ArrayLike<number>): NdArray<'float64'> {
  return { dtype: 'float64', shape: [numbers.length], data: Float64Array.from(numbers) };
}

/** The numbers of an array of a state. */
export function numbersOfState(state: TransformState, name: string): Float64Array {
  return Float64Array.from(state[name]!.data as ArrayLike<number>);
}

/** Lists of values, one for each column, of any lengths, as arrays of a state: the values one after the other, and where each list ends. */
export function listsToState(
  name: string,
  lists: readonly (Float64Array | readonly string[])[],
): Record<string, NdArray> {
  const entries = lists.map((list, at) => {
    const array = list instanceof Float64Array ? numbersToArray(list) : textsToArray(list);
    return [`${name}.${at}`, array] as const;
  });
  return Object.fromEntries(entries);
}

/** The lists of {@link listsToState}. */
export function listsOfState(state: TransformState, name: string, count: number): (Float64Array | readonly string[])[] {
  return Array.from({ length: count }, (_, at) => {
    const array = state[`${name}.${at}`]!;
    return array.dtype === 'uint8' ? textsOfArray(array) : Float64Array.from(array.data as Float64Array);
  });
}

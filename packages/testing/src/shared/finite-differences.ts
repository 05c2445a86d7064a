import type { NdArray } from '@lml/core';

const STEP = 1e-2;

/** Derivatives by central differences, extrapolated from two steps, since float32 leaves no room for a small one. */
export async function finiteDifferences(
  { shape, data }: NdArray,
  compute: (moved: NdArray) => Promise<number>,
): Promise<number[]> {
  const at = async (position: number, offset: number): Promise<number> => {
    const values = Float32Array.from(data as ArrayLike<number>);
    values[position]! += offset;
    return compute({ dtype: 'float32', shape, data: values });
  };
  const central = async (position: number, step: number): Promise<number> =>
    ((await at(position, step)) - (await at(position, -step))) / (2 * step);
  const derivatives: number[] = [];
  for (let position = 0; position < data.length; position++) {
    const [near, far] = [await central(position, STEP / 2), await central(position, STEP)];
    derivatives.push((4 * near - far) / 3);
  }
  return derivatives;
}

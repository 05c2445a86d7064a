import type { MetricValues, NdArray } from '@lml/core';

import type { Features } from './extractor.js';

/** Features as what is kept of every sample. */
export function keptFeatures(name: string, features: Features | undefined): MetricValues {
  if (features === undefined) return {};
  const { count, width, data } = features;
  return { [`kept/${name}`]: { dtype: 'float32', shape: [count, width], data } };
}

/** What was kept, as features; none where nothing was. */
export function featuresFrom(array: NdArray | undefined): Features {
  if (array === undefined) return { count: 0, width: 0, data: new Float32Array() };
  const [count = 0, width = 0] = array.shape;
  return { count, width, data: array.data as Float32Array };
}

/** Some rows of features. */
export function someFeatures({ width, data }: Features, rows: ArrayLike<number>): Features {
  const some = new Float32Array(rows.length * width);
  for (let row = 0; row < rows.length; row++)
    some.set(data.subarray(rows[row]! * width, (rows[row]! + 1) * width), row * width);
  return { count: rows.length, width, data: some };
}

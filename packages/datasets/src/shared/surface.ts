import { ndArray, type RandomState } from '@lml/core';

import type { Columns } from './columns-dataset.js';
import { matrix } from './generated-columns.js';

/** Points in space at places along a bent sheet, which are the targets. Noise is drawn for one coordinate after the other. */
export function surface(
  random: RandomState,
  noise: number,
  along: Float64Array,
  point: (place: number, index: number) => readonly [number, number, number],
): Columns {
  const { length } = along;
  const draws = random.standardNormal(3 * length);
  const data = new Float64Array(3 * length);
  along.forEach((place, at) =>
    point(place, at).forEach((value, axis) => (data[3 * at + axis] = value + noise * draws[axis * length + at]!)),
  );
  return { input: matrix(data, 3), target: ndArray(along) };
}

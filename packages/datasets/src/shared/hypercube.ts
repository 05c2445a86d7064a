import type { RandomState } from '@lml/core';

/** Corners of more dimensions are put together of parts, as their numbers are 32-bit. */
const MOST_BITS = 30;

/** Different corners of a hypercube, as rows of 0 and 1, drawn as scikit-learn does. There must be as many. */
export function cornersOf(random: RandomState, count: number, dimensions: number): Float64Array {
  const free = dimensions - MOST_BITS;
  const corners = new Float64Array(count * dimensions);
  if (free > 0) {
    const bits = random.randint(0, 2, count * free);
    const rest = cornersOf(random, count, MOST_BITS);
    for (let corner = 0; corner < count; corner++) {
      corners.set(bits.subarray(corner * free, (corner + 1) * free), corner * dimensions);
      corners.set(rest.subarray(corner * MOST_BITS, (corner + 1) * MOST_BITS), corner * dimensions + free);
    }
    return corners;
  }
  const drawn = distinctNumbers(random, 2 ** dimensions, count);
  for (let at = 0; at < corners.length; at++) {
    const bit = dimensions - 1 - (at % dimensions);
    corners[at] = (drawn[Math.floor(at / dimensions)]! >>> bit) & 1;
  }
  return corners;
}

/** `size` different numbers below `population`: few are drawn one by one, most by what replaces the first ones, else permuted. */
function distinctNumbers(random: RandomState, population: number, size: number): ArrayLike<number> {
  const share = size / population;
  if (share > 0.01 && share < 0.99) return random.permutation(population).subarray(0, size);
  if (share < 0.2) {
    const found = new Set<number>();
    while (found.size < size) found.add(random.randint(0, population));
    return [...found];
  }
  const kept = Int32Array.from({ length: size }, (_, at) => at);
  for (let at = size; at < population; at++) {
    const place = random.randint(0, at + 1);
    if (place < size) kept[place] = at;
  }
  return kept;
}

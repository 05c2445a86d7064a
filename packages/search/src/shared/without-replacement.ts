import type { RandomState } from '@lml/core';

/**
 * `count` of the numbers below `size`, none twice, as scikit-learn's sample_without_replacement draws them: few are drawn until they
 * are new, nearly all are put into a reservoir, and what is between comes of a permutation.
 */
export function placesWithoutReplacement(
  random: RandomState,
  size: number,
  count: number,
): (index: number) => number | undefined {
  // A reservoir for all draws nothing, and changes nothing.
  if (count === size) return (index) => (index < size ? index : undefined);
  const ratio = count / size;
  const places =
    ratio > 0.01 && ratio < 0.99
      ? random.permutation(size).subarray(0, count)
      : ratio < 0.2
        ? newOnes(random, size, count)
        : reservoir(random, size, count);
  return (index) => places[index];
}

function newOnes(random: RandomState, size: number, count: number): number[] {
  const places = new Set<number>();
  while (places.size < count) places.add(random.randint(0, size));
  return [...places];
}

function reservoir(random: RandomState, size: number, count: number): number[] {
  const places = Array.from({ length: count }, (_, at) => at);
  for (let place = count; place < size; place++) {
    const at = random.randint(0, place + 1);
    if (at < count) places[at] = place;
  }
  return places;
}

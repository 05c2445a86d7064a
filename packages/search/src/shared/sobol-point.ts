import { RandomStreams } from '@lml/core';

import { DIRECTIONS } from './directions.data.js';

const BITS = 30;

/** How many dimensions have direction numbers. */
export const SOBOL_DIMENSIONS = DIRECTIONS.length;

/** How many points a sequence has. */
export const SOBOL_POINTS = 2 ** BITS;

/**
 * A point of Sobol's sequence by its number, in [0, 1) for each dimension, as SciPy's without scrambling. A seed scrambles it: the binary
 * digits of each dimension are mixed by a random matrix that is triangular, then shifted (Matoušek 1998); the bits are Philox's, so that
 * the points are ours.
 */
export function sobolPoint(dimensions: number, index: number, seed?: number): number[] {
  // Gray's code of the number, as SciPy walks through the points.
  const code = index ^ (index >>> 1);
  return Array.from({ length: dimensions }, (_, dimension) => {
    let place = 0;
    for (const [bit, number] of directionsOf(dimension).entries()) if ((code >>> bit) & 1) place ^= number;
    return (seed === undefined ? place : scrambled(place, dimension, seed)) / 2 ** BITS;
  });
}

/** The direction numbers of a dimension by their recurrence, each with its first digit at the left. */
function directionsOf(dimension: number): number[] {
  const [polynomial, ...first] = DIRECTIONS[dimension]!;
  const degree = 31 - Math.clz32(polynomial);
  const numbers: number[] = [];
  for (let at = 0; at < BITS; at++) {
    // The first dimension has no polynomial, and ones only.
    if (degree === 0 || at < degree) numbers.push(first[at] ?? 1);
    else {
      let number = numbers[at - degree]!;
      for (let k = 1; k <= degree; k++) if ((polynomial >>> (degree - k)) & 1) number ^= numbers[at - k]! << k;
      numbers.push(number);
    }
  }
  return numbers.map((number, at) => number << (BITS - 1 - at));
}

function scrambled(place: number, dimension: number, seed: number): number {
  const words = new RandomStreams(seed).uint32('sobol', dimension, BITS + 1);
  let result = 0;
  for (let bit = 0; bit < BITS; bit++) {
    // A digit is its own and some of those before it.
    const higher = (words[bit]! >>> 2) & -(2 ** (bit + 1)) & (2 ** BITS - 1);
    if (isOdd(place & (higher | (1 << bit)))) result |= 1 << bit;
  }
  return result ^ (words[BITS]! >>> 2);
}

/** Whether an odd number of bits are set. */
function isOdd(bits: number): boolean {
  let rest = bits;
  for (const half of [16, 8, 4, 2, 1]) rest ^= rest >>> half;
  return (rest & 1) === 1;
}

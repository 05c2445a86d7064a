import { normalPair } from './normal-pair.js';

// Taken out once: in a sandbox, such as jest's, each look at a global is slow.
const { min } = Math;

/** Numbers in [low, high) from random words, in the words' own memory; the bounds are float32. */
export function uniformValues(words: Uint32Array<ArrayBuffer>, low: number, high: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(words.buffer);
  const scale = (high - low) * 2 ** -24;
  // Rounding to float32 may reach `high`, which does not belong to the interval.
  const greatest = high > low ? previousFloat32(high) : low;
  for (let i = 0; i < values.length; i++) values[i] = min(low + (words[i]! >>> 8) * scale, greatest);
  return values;
}

/** `length` normal numbers, from one word each and one more if `length` is odd. */
export function normalValues(
  words: Uint32Array<ArrayBuffer>,
  length: number,
  mean: number,
  standardDeviation: number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(length);
  for (let i = 0; i < length; i += 2) {
    const [first, second] = normalPair(words[i]!, words[i + 1]!);
    values[i] = mean + standardDeviation * first;
    values[i + 1] = mean + standardDeviation * second; // beyond the end of an odd length: ignored
  }
  return values;
}

/** `length` factors of 0 or 1 / (1 − dropProbability), from half a word each, the lower half first. */
export function dropoutMask(words: Uint32Array, length: number, dropProbability: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(length);
  const threshold = Math.round(dropProbability * 65536);
  if (threshold === 65536) return values;
  values[0] = 1 / (1 - dropProbability);
  const bits = new Int32Array(values.buffer);
  const kept = bits[0]!;
  // A half below the threshold gives a difference below 0, whose sign, spread over all bits, clears the factor.
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    bits[2 * i] = kept & ~(((word & 0xffff) - threshold) >> 31);
    bits[2 * i + 1] = kept & ~(((word >>> 16) - threshold) >> 31); // beyond the end of an odd length: ignored
  }
  return values;
}

function previousFloat32(value: number): number {
  const single = Float32Array.of(value);
  const bits = new Int32Array(single.buffer);
  if (value === 0) return -(2 ** -149);
  bits[0]! += value > 0 ? -1 : 1;
  return single[0]!;
}

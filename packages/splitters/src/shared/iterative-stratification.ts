import { InvalidArgumentError, isNdArray, ndArray, type RandomState, type SplitInput } from '@lml/core';

import { requireTargets } from './checks.js';

/** Which labels samples have. */
export interface Labels {
  /** The number of labels. */
  readonly width: number;
  /** Row by row, 1 where a sample has a label. */
  readonly has: Uint8Array;
}

/** Three labels of 24 samples: what the conformance kit checks with. */
export const EXAMPLE_LABELS = ndArray(
  Array.from({ length: 24 }, (_, sample) => [sample % 2, sample % 3 === 0 ? 1 : 0, sample % 5 === 1 ? 1 : 0]),
);

/** The labels of samples, which must be there: rows of two or more. */
export function requireLabels(input: SplitInput): Labels {
  const targets = requireTargets(input.targets, input.length);
  if (!isNdArray(targets) || targets.shape.length !== 2 || targets.dtype === 'string') {
    const remedy = 'For one class a sample, use stratified-k-fold or stratified-shuffle-split.';
    throw new InvalidArgumentError('targets', 'an array [samples, labels] of numbers', targets, remedy);
  }
  return {
    width: targets.shape[1]!,
    has: Uint8Array.from(targets.data as ArrayLike<number>, (value) => (value ? 1 : 0)),
  };
}

/**
 * Deals samples to parts so that each label has its share in each: the label with the fewest samples left first, each of them to the part
 * that lacks most of the label, then to the one that lacks most samples, then by chance. Samples are taken by `order`.
 */
export function stratify(
  labels: Labels,
  shares: readonly number[],
  order: Int32Array,
  random: RandomState,
): Int32Array {
  const { width, has } = labels;
  const partOf = new Int32Array(order.length).fill(-1);
  const left = countsOf(labels);
  const lacking = Float64Array.from(shares, (share) => share * order.length);
  const lackingOf = Array.from(left, (count) => Float64Array.from(shares, (share) => share * count));
  const place = (sample: number, part: number): void => {
    partOf[sample] = part;
    lacking[part]!--;
    for (let label = 0; label < width; label++) {
      if (has[sample * width + label] === 0) continue;
      lackingOf[label]![part]!--;
      left[label]!--;
    }
  };
  for (;;) {
    const label = drawn(rarest(left), random);
    if (label === undefined) break;
    for (const sample of order) {
      if (partOf[sample] !== -1 || has[sample * width + label] === 0) continue;
      place(sample, drawn(largest(lacking, largest(lackingOf[label]!)), random)!);
    }
  }
  for (const sample of order) if (partOf[sample] === -1) place(sample, drawn(largest(lacking), random)!);
  return partOf;
}

function countsOf({ width, has }: Labels): Int32Array {
  const counts = new Int32Array(width);
  for (let i = 0; i < has.length; i++) counts[i % width]! += has[i]!;
  return counts;
}

/** The places of the smallest numbers above 0. */
function rarest(counts: Int32Array): number[] {
  let least = Infinity;
  for (const count of counts) if (count > 0 && count < least) least = count;
  return [...counts.keys()].filter((label) => counts[label] === least);
}

/** The places of the largest numbers, of all or of some places. */
function largest(values: Float64Array, places: readonly number[] = [...values.keys()]): number[] {
  let most = -Infinity;
  for (const place of places) most = Math.max(most, values[place]!);
  return places.filter((place) => values[place] === most);
}

/** One of some numbers, which is drawn only where there are several. */
function drawn(numbers: readonly number[], random: RandomState): number | undefined {
  return numbers.length > 1 ? numbers[random.randint(0, numbers.length)] : numbers[0];
}

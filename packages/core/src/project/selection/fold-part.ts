import type { FoldIndices } from '../../data/splitter.js';
import { RandomState } from '../../random/random-state.js';
import type { FoldSpec, RandomOrder } from './fold-spec.js';

/** The indices of a fold of which only a part is used. */
export function foldPart(
  indices: FoldIndices,
  { fraction, trainSize }: Pick<FoldSpec, 'fraction' | 'trainSize'>,
  seed: number,
): FoldIndices {
  let { train, test } = indices;
  if (fraction !== undefined && fraction < 1)
    [train, test] = [train, test].map((part) => some(part, fraction, seed)) as [Int32Array, Int32Array];
  if (trainSize !== undefined) {
    const { samples, order } = trainSize;
    const ordered = order === undefined ? Int32Array.from(train) : inRandomOrder(train, order);
    train = ordered.slice(0, samples);
  }
  return { train, test };
}

function inRandomOrder(indices: ArrayLike<number>, { seed, before }: RandomOrder): Int32Array {
  const random = new RandomState(seed);
  for (const length of before) random.permutation(length);
  return random.permutation(indices.length).map((position) => indices[position]!);
}

/** A seeded part of indices, in their order. */
function some(indices: ArrayLike<number>, fraction: number, seed: number): Int32Array {
  const count = Math.max(1, Math.round(indices.length * fraction));
  const chosen = new RandomState(seed >>> 0).permutation(indices.length).slice(0, count).sort();
  return chosen.map((position) => indices[position]!);
}

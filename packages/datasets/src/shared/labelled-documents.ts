import type { RandomState } from '@lml/core';

/** How often classes occur, and how often each uses a word. */
export interface Language {
  readonly words: number;
  readonly classes: number;
  /** The shares of classes, summed up. */
  readonly classBounds: Float64Array;
  /** The share of each word in each class: words in rows. */
  readonly wordShares: Float64Array;
}

/** Draws how often classes and their words occur. */
export function wordsOfClasses(random: RandomState, words: number, classes: number): Language {
  const classBounds = summedUp(random.randomSample(classes));
  const wordShares = random.randomSample(words * classes);
  const totals = new Float64Array(classes);
  wordShares.forEach((share, at) => (totals[at % classes]! += share));
  wordShares.forEach((share, at) => (wordShares[at] = share / totals[at % classes]!));
  return { words, classes, classBounds, wordShares };
}

/** Draws the classes of a document, then its words, which all of its classes use, or any word where it has none. */
export function drawDocument(
  random: RandomState,
  { words, classes, classBounds, wordShares }: Language,
  { nLabels, length, allowUnlabeled }: { nLabels: number; length: number; allowUnlabeled: boolean },
): { classes: readonly number[]; words: Iterable<number> } {
  let wanted = drawCount(random, nLabels);
  while ((!allowUnlabeled && wanted === 0) || wanted > classes) wanted = drawCount(random, nLabels);
  const chosen = new Set<number>();
  while (chosen.size < wanted)
    for (const draw of random.randomSample(wanted - chosen.size)) chosen.add(placeIn(classBounds, draw));
  let size = 0;
  while (size === 0) size = drawCount(random, length);
  const labels = [...chosen].sort((a, b) => a - b);
  if (labels.length === 0) return { classes: labels, words: random.randint(0, words, size) };
  const shares = Float64Array.from({ length: words }, (_, word) =>
    labels.reduce((sum, label) => sum + wordShares[word * classes + label]!, 0),
  );
  const bounds = summedUp(shares);
  return { classes: labels, words: random.randomSample(size).map((draw) => placeIn(bounds, draw)) };
}

function drawCount(random: RandomState, mean: number): number {
  return random.poisson(mean, 1)[0]!;
}

/** Shares of a whole, summed up: where parts of 0 … 1 end. */
function summedUp(shares: Float64Array): Float64Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let sum = 0;
  return shares.map((share) => (sum += share / total));
}

/** The part that a number falls into: the first that ends at it or behind it. */
function placeIn(bounds: Float64Array, value: number): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bounds[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

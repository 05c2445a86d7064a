/** What the encodings of a feature are computed of. */
export interface TargetMeans {
  /** The category of each sample; -1 where it has none. */
  readonly places: Int32Array;
  /** The number of categories. */
  readonly categories: number;
  /** What is averaged. */
  readonly output: Float64Array;
  /** The fold of each sample. */
  readonly foldOf: Int32Array;
  /** The fold whose samples are left out; none is -1. */
  readonly leftOut: number;
  /** How many samples the mean of all counts as, or `auto`: by how much the target varies within a category and altogether. */
  readonly smooth: 'auto' | number;
}

/** For each category the mean target of its samples, drawn towards that of all; and last that of all, for categories that are not known. */
export function targetMeans(given: TargetMeans): Float64Array {
  const { places, categories, output, foldOf, leftOut, smooth } = given;
  const counts = new Float64Array(categories);
  const sums = new Float64Array(categories);
  let [samples, total] = [0, 0];
  for (let row = 0; row < output.length; row++) {
    if (foldOf[row] === leftOut) continue;
    samples++;
    total += output[row]!;
    if (places[row]! < 0) continue;
    counts[places[row]!]!++;
    sums[places[row]!]! += output[row]!;
  }
  const mean = total / samples;
  const means = new Float64Array(categories + 1).fill(mean);
  const shares = smooth === 'auto' ? bayesShares(given, counts, sums, mean, samples) : undefined;
  for (let at = 0; at < categories; at++) {
    const count = counts[at]!;
    if (count === 0) continue;
    const share = shares === undefined ? count / (count + (smooth as number)) : shares[at]!;
    // Where nothing varies, nothing says how much a category differs from all.
    if (!Number.isNaN(share)) means[at] = share * (sums[at]! / count) + (1 - share) * mean;
  }
  return means;
}

/** How much the mean of each category counts, the rest being that of all: an empirical Bayes estimate. */
function bayesShares(
  { places, output, foldOf, leftOut }: TargetMeans,
  counts: Float64Array,
  sums: Float64Array,
  mean: number,
  samples: number,
): Float64Array {
  const squares = new Float64Array(counts.length);
  let all = 0;
  for (let row = 0; row < output.length; row++) {
    if (foldOf[row] === leftOut) continue;
    all += (output[row]! - mean) ** 2;
    const place = places[row]!;
    if (place >= 0) squares[place]! += (output[row]! - sums[place]! / counts[place]!) ** 2;
  }
  const variance = all / samples;
  return counts.map((count, at) => (variance * count) / (variance * count + squares[at]! / count));
}

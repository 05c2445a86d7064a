import { evenlySpaced, quantileOf, type QuantileMethod } from '../shared/quantiles.js';

/** How bins are made. */
export type BinStrategy = 'uniform' | 'quantile' | 'kmeans';

/** Narrower bins are left out. */
const NARROWEST = 1e-8;
/** As scikit-learn's `KMeans`: rounds at most, and by how much of the variance the means may still move. */
const [ROUNDS, TOLERANCE] = [300, 1e-4];

/** The edges of bins of sorted values, both ends among them. */
export function binEdges(
  sorted: Float64Array,
  count: number,
  strategy: BinStrategy,
  method: QuantileMethod,
): Float64Array {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  if (low === high) return Float64Array.of(-Infinity, Infinity);
  const even = evenlySpaced(low, high, count + 1);
  if (strategy === 'uniform') return even;
  const edges =
    strategy === 'quantile'
      ? evenlySpaced(0, 100, count + 1).map((percent) => quantileOf(sorted, percent / 100, method))
      : Float64Array.of(low, ...middles(clusterMeans(sorted, middles(even))), high);
  return edges.filter((edge, at) => at === 0 || edge - edges[at - 1]! > NARROWEST);
}

function middles(numbers: Float64Array): Float64Array {
  return Float64Array.from({ length: numbers.length - 1 }, (_, at) => (numbers[at + 1]! + numbers[at]!) * 0.5);
}

/** The means of clusters of sorted values, by Lloyd's algorithm; sorted, so that each cluster is a run of values. */
function clusterMeans(sorted: Float64Array, start: Float64Array): Float64Array {
  const mean = sumOf(sorted, 0, sorted.length) / sorted.length;
  const values = sorted.map((value) => value - mean);
  let means: Float64Array = start.map((value) => value - mean);
  const spread = values.reduce((total, value) => total + value * value, 0) / values.length;
  let before: Int32Array | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const ends = endsOf(values, means);
    const moved = movedMeans(values, means, ends);
    const shift = means.reduce((total, value, at) => total + (moved[at]! - value) ** 2, 0);
    means = moved.sort();
    if (before?.every((end, at) => end === ends[at]) === true || shift <= TOLERANCE * spread) break;
    before = ends;
  }
  return means.map((value) => value + mean);
}

/** Where the run of values ends that are nearest to each mean. */
function endsOf(values: Float64Array, means: Float64Array): Int32Array {
  const ends = new Int32Array(means.length).fill(values.length);
  let row = 0;
  for (let at = 0; at + 1 < means.length; at++) {
    const middle = (means[at]! + means[at + 1]!) / 2;
    while (row < values.length && values[row]! <= middle) row++;
    ends[at] = row;
  }
  return ends;
}

function movedMeans(values: Float64Array, means: Float64Array, ends: Int32Array): Float64Array {
  const sums = new Float64Array(means.length);
  const counts = new Int32Array(means.length);
  ends.forEach((end, at) => {
    const start = ends[at - 1] ?? 0;
    counts[at] = end - start;
    sums[at] = sumOf(values, start, end);
  });
  fillEmpty(values, means, ends, sums, counts);
  const largest = counts.indexOf(Math.max(...counts));
  return sums.map((sum, at) => (counts[at] === 0 ? sums[largest]! / counts[largest]! : sum / counts[at]!));
}

/** Gives each cluster without values one of those that are farthest from their means. */
function fillEmpty(
  values: Float64Array,
  means: Float64Array,
  ends: Int32Array,
  sums: Float64Array,
  counts: Int32Array,
): void {
  const empty = Array.from(counts.keys()).filter((at) => counts[at] === 0);
  if (empty.length === 0) return;
  const clusters = Int32Array.from(values, () => 0);
  ends.forEach((end, at) => clusters.fill(at, ends[at - 1] ?? 0, end));
  const distances = values.map((value, row) => (value - means[clusters[row]!]!) ** 2);
  const farthest = Array.from(distances.keys()).sort((a, b) => distances[b]! - distances[a]!);
  if (distances[farthest[0]!] === 0) return;
  empty.forEach((to, at) => {
    const row = farthest[at]!;
    const from = clusters[row]!;
    sums[from]! -= values[row]!;
    counts[from]! -= 1;
    sums[to] = values[row]!;
    counts[to] = 1;
  });
}

function sumOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let row = start; row < end; row++) sum += values[row]!;
  return sum;
}

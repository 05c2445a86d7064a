/** How values are taken from the nearest samples. */
export interface NearestSettings {
  readonly nNeighbors: number;
  readonly weights: 'uniform' | 'distance';
}

/** Features with means of the nearest samples' values in place of missing ones. Features of no values in `samples` stay as they are. */
export function nearestValues(
  columns: readonly Float64Array[],
  samples: readonly Float64Array[],
  settings: NearestSettings,
): Float64Array[] {
  const made = columns.map((values) => values.slice());
  const donors = samples.map((values) => placesOfNumbers(values));
  const rows = columns[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const missing = columns.flatMap((values, at) => (Number.isNaN(values[row]!) && donors[at]!.length > 0 ? [at] : []));
    if (missing.length === 0) continue;
    const distances = distancesTo(row, columns, samples);
    for (const at of missing) made[at]![row] = meanOfNearest(samples[at]!, donors[at]!, distances, settings);
  }
  return made;
}

/** The distance of a row from each sample by the features that both have; NaN where these are none. */
function distancesTo(row: number, columns: readonly Float64Array[], samples: readonly Float64Array[]): Float64Array {
  const length = samples[0]?.length ?? 0;
  const squares = new Float64Array(length);
  const shared = new Int32Array(length);
  samples.forEach((values, at) => {
    const own = columns[at]![row]!;
    if (Number.isNaN(own)) return;
    for (let sample = 0; sample < length; sample++) {
      const difference = values[sample]! - own;
      if (Number.isNaN(difference)) continue;
      squares[sample]! += difference * difference;
      shared[sample]!++;
    }
  });
  return squares.map((square, sample) =>
    shared[sample] === 0 ? NaN : Math.sqrt((square / shared[sample]!) * samples.length),
  );
}

function meanOfNearest(
  values: Float64Array,
  donors: Int32Array,
  distances: Float64Array,
  { nNeighbors, weights }: NearestSettings,
): number {
  const near = nearest(donors, distances, nNeighbors);
  if (near.length === 0) return meanOf(values, donors);
  if (weights === 'uniform') return meanOf(values, near);
  // Where some are at no distance at all, these alone count.
  const same = near.filter((sample) => distances[sample] === 0);
  if (same.length > 0) return meanOf(values, same);
  let [sum, total] = [0, 0];
  for (const sample of near) {
    const weight = 1 / distances[sample]!;
    sum += values[sample]! * weight;
    total += weight;
  }
  return sum / total;
}

/** The nearest of some samples, as many as are asked for, if there are that many at a known distance. */
function nearest(donors: Int32Array, distances: Float64Array, count: number): Int32Array {
  // In order of distance; kept short, so that all samples need not be sorted.
  const near: number[] = [];
  for (const sample of donors) {
    const distance = distances[sample]!;
    if (Number.isNaN(distance)) continue;
    if (near.length === count && distance >= distances[near[count - 1]!]!) continue;
    let [low, high] = [0, near.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distances[near[middle]!]! <= distance) low = middle + 1;
      else high = middle;
    }
    near.splice(low, 0, sample);
    if (near.length > count) near.pop();
  }
  return Int32Array.from(near);
}

function meanOf(values: Float64Array, places: Int32Array): number {
  let sum = 0;
  for (const place of places) sum += values[place]!;
  return sum / places.length;
}

function placesOfNumbers(values: Float64Array): Int32Array {
  const places = new Int32Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) if (!Number.isNaN(values[at]!)) places[count++] = at;
  return places.subarray(0, count);
}

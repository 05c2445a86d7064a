/** How a quantile between two values is taken: NumPy's names. */
export const QUANTILE_METHODS = [
  'inverted_cdf',
  'averaged_inverted_cdf',
  'closest_observation',
  'interpolated_inverted_cdf',
  'hazen',
  'weibull',
  'linear',
  'median_unbiased',
  'normal_unbiased',
] as const;

/** See {@link QUANTILE_METHODS}. */
export type QuantileMethod = (typeof QUANTILE_METHODS)[number];

/** The methods between values, by their two plotting constants. */
const CONSTANTS: Partial<Record<QuantileMethod, readonly [alpha: number, beta: number]>> = {
  interpolated_inverted_cdf: [0, 1],
  hazen: [0.5, 0.5],
  weibull: [0, 0],
  median_unbiased: [1 / 3, 1 / 3],
  normal_unbiased: [3 / 8, 3 / 8],
};

/** The values that are not missing, sorted. */
export function sortedPresent(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let end = sorted.length;
  while (end > 0 && Number.isNaN(sorted[end - 1]!)) end--;
  return sorted.subarray(0, end);
}

/**
 * A quantile of sorted values; NaN of none.
 *
 * @see `numpy.quantile`, after Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996).
 */
export function quantileOf(sorted: Float64Array, share: number, method: QuantileMethod = 'linear'): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  if (method === 'inverted_cdf') return sorted[stepIndex(n * share - 1, (index) => Number.isInteger(index))]!;
  if (method === 'closest_observation')
    return sorted[stepIndex(n * share - 1 - 0.5, (index) => Number.isInteger(index) && Math.abs(index % 2) === 1)]!;
  const index = virtualIndex(n, share, method);
  if (index >= n - 1) return sorted[n - 1]!;
  if (index < 0) return sorted[0]!;
  const low = Math.floor(index);
  const fraction = index - low;
  return between(
    sorted[low]!,
    sorted[low + 1]!,
    method === 'averaged_inverted_cdf' ? (fraction === 0 ? 0.5 : 1) : fraction,
  );
}

/** Evenly spaced numbers, both ends among them, as `numpy.linspace` rounds them. */
export function evenlySpaced(low: number, high: number, count: number): Float64Array {
  const step = (high - low) / (count - 1);
  const numbers = Float64Array.from({ length: count }, (_, at) => at * step + low);
  if (count > 1) numbers[count - 1] = high;
  else numbers[0] = low;
  return numbers;
}

/** The place of the first number that is greater than a value. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where a quantile stands among the values, counted from 0. */
function virtualIndex(n: number, share: number, method: QuantileMethod): number {
  if (method === 'linear') return (n - 1) * share;
  const constants = CONSTANTS[method];
  if (constants === undefined) return n * share - 1;
  const [alpha, beta] = constants;
  return n * share + (alpha + share * (1 - alpha - beta)) - 1;
}

/** The index of the value before, where `isBefore`, or else of the one after. */
function stepIndex(index: number, isBefore: (index: number) => boolean): number {
  return Math.max(0, isBefore(index) ? index : Math.floor(index) + 1);
}

/** From the nearer end, so that both ends are exact. */
function between(low: number, high: number, fraction: number): number {
  const difference = high - low;
  return fraction >= 0.5 ? high - difference * (1 - fraction) : low + difference * fraction;
}

/** How rates go from the first to the last. */
export type RateMode = 'exponential' | 'linear';

/** Rate `index` of `count`, which go from `first` to `last`. */
export function rateAt(index: number, count: number, first: number, last: number, mode: RateMode): number {
  const share = index / (count - 1);
  return mode === 'exponential' ? first * (last / first) ** share : first + share * (last - first);
}

/** Smooths losses one by one: an exponential average, of which what it began with is taken out. */
export function createSmoother(keep: number): (loss: number) => number {
  let [average, count] = [0, 0];
  return (loss) => {
    average = keep * average + (1 - keep) * loss;
    count += 1;
    return average / (1 - keep ** count);
  };
}

/**
 * The place where values at equal distances fall fastest. Slopes are those of least squares over a fifth of all values around each place,
 * or what there is of them at the ends, so that what differs from batch to batch is not taken for a fall.
 */
export function steepestFall(values: readonly number[]): number | undefined {
  const reach = Math.max(1, Math.round(values.length / 10));
  let best: { readonly slope: number; readonly at: number } | undefined;
  if (values.length < 2) return undefined;
  for (let at = 0; at < values.length; at++) {
    const slope = slopeOf(values.slice(Math.max(0, at - reach), at + reach + 1));
    if (best === undefined || slope < best.slope) best = { slope, at };
  }
  return best?.at;
}

/** The slope of the straight line through values at distances of 1, by least squares. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const [products, squares] = values.reduce(
    ([sum, norm], value, at) => [sum + (at - middle) * value, norm + (at - middle) ** 2],
    [0, 0],
  );
  return products / squares;
}

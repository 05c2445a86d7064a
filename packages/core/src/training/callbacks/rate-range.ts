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

/** The place where values at equal distances fall fastest, by central differences; one-sided at both ends. */
export function steepestFall(values: readonly number[]): number | undefined {
  let best: { readonly slope: number; readonly at: number } | undefined;
  if (values.length < 2) return undefined;
  for (let at = 0; at < values.length; at++) {
    const [left, right] = [Math.max(0, at - 1), Math.min(values.length - 1, at + 1)];
    const slope = (values[right]! - values[left]!) / (right - left);
    if (best === undefined || slope < best.slope) best = { slope, at };
  }
  return best?.at;
}

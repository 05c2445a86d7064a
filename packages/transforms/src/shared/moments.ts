import { inPieces } from './pieces.js';

/** Number, mean and sum of squared differences from the mean of values. */
export interface Moments {
  count: number;
  mean: number;
  squares: number;
}

/** The moments of no values. */
export function noMoments(): Moments {
  return { count: 0, mean: 0, squares: 0 };
}

/** Adds values to moments, but for missing ones. By batches, as Chan, Golub and LeVeque do, so that little is lost to rounding. */
export function addMoments(moments: Moments, values: Float64Array): void {
  inPieces(values.length, (start, end) => addPiece(moments, values, start, end));
}

function addPiece(moments: Moments, values: Float64Array, start: number, end: number): void {
  let [count, sum] = [0, 0];
  for (let row = start; row < end; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) return;
  const mean = sum / count;
  let [squares, rest] = [0, 0];
  for (let row = start; row < end; row++) {
    const difference = values[row]! - mean;
    if (Number.isNaN(difference)) continue;
    // Not by **, which takes many times as long.
    squares += difference * difference;
    rest += difference;
  }
  // What the mean was rounded by.
  squares -= rest ** 2 / count;
  const total = moments.count + count;
  const difference = mean - moments.mean;
  moments.squares += squares + (difference ** 2 * moments.count * count) / total;
  moments.mean += (difference * count) / total;
  moments.count = total;
}

/** Whether values differ by no more than rounding makes them: Chan, Golub and LeVeque's bound. */
export function isConstant({ count, mean, squares }: Moments): boolean {
  const variance = squares / count;
  return variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
}

/** The standard deviation of the population, to divide by: 1 where values are constant, NaN of none. */
export function deviationOf(moments: Moments): number {
  if (moments.count === 0) return NaN;
  return isConstant(moments) ? 1 : Math.sqrt(moments.squares / moments.count);
}

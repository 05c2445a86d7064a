import type { Correlations } from './data-profile.js';

/** So many columns are compared at most. */
const MOST = 20;

/** Pearson's correlations of columns of numbers; `undefined` for fewer than two. */
export function correlationsOf(
  columns: readonly (readonly [name: string, values: Float64Array])[],
): Correlations | undefined {
  const some = columns.slice(0, MOST);
  if (some.length < 2) return undefined;
  const values = some.map(([, left], row) =>
    some.map(([, right], column) => (row === column ? 1 : correlation(left, right))),
  );
  return { names: some.map(([name]) => name), values };
}

function correlation(left: Float64Array, right: Float64Array): number {
  let [count, meanLeft, meanRight, squaresLeft, squaresRight, products] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < left.length; row++) {
    const [x, y] = [left[row]!, right[row]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count++;
    const [dx, dy] = [x - meanLeft, y - meanRight];
    meanLeft += dx / count;
    meanRight += dy / count;
    squaresLeft += dx * (x - meanLeft);
    squaresRight += dy * (y - meanRight);
    products += dx * (y - meanRight);
  }
  return products / Math.sqrt(squaresLeft * squaresRight);
}

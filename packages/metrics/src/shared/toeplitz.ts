/**
 * Solves T x = b for a symmetric Toeplitz matrix T with the first row `row`, by Levinson's recursion, in O(n²). NaN where a leading part of
 * the matrix is singular.
 */
export function solveToeplitz(row: Float64Array, right: Float64Array): Float64Array {
  const size = row.length;
  const solution = new Float64Array(size);
  if (!(row[0]! > 0)) return solution.fill(NaN);
  // What predicts an entry from those before it; its energy of error falls from step to step.
  let predictor = Float64Array.of(1);
  let error = row[0]!;
  solution[0] = right[0]! / error;
  for (let order = 1; order < size; order++) {
    let [reflected, known] = [0, 0];
    for (let at = 0; at < order; at++) {
      reflected += predictor[at]! * row[order - at]!;
      known += solution[at]! * row[order - at]!;
    }
    const reflection = -reflected / error;
    const next = new Float64Array(order + 1);
    for (let at = 0; at <= order; at++)
      next[at] = (predictor[at] ?? 0) + reflection * (at === 0 ? 0 : predictor[order - at]!);
    predictor = next;
    error *= 1 - reflection * reflection;
    if (!(error > 0)) return solution.fill(NaN);
    const step = (right[order]! - known) / error;
    for (let at = 0; at <= order; at++) solution[at]! += step * predictor[order - at]!;
  }
  return solution;
}

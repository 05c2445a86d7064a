/** Far more rounds than any eigenvalue needs. */
const ROUNDS = 60;

/**
 * The eigenvalues of a symmetric matrix `[n, n]`, in no order; the matrix is overwritten. Reflections make it tridiagonal, and rotations with
 * implicit shifts diagonal: without vectors that takes (4/3) n³ operations.
 *
 * @see G. Golub and C. Van Loan, "Matrix Computations", 8.3.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  for (let column = 0; column < n; column++) {
    diagonal[column] = matrix[column * n + column]!;
    if (column < n - 1) beside[column] = reflect(matrix, n, column);
  }
  diagonalise(diagonal, beside);
  return diagonal;
}

/** Makes all below the subdiagonal of a column 0, by a reflection of the rest of the matrix, and returns what stands beside the diagonal. */
function reflect(matrix: Float64Array, n: number, column: number): number {
  const from = column + 1;
  const v = new Float64Array(n);
  let length = 0;
  for (let row = from; row < n; row++) {
    v[row] = matrix[row * n + column]!;
    length = Math.hypot(length, v[row]!);
  }
  const first = v[from]!;
  const beside = first > 0 ? -length : length;
  if (length === Math.abs(first)) return first;
  v[from] = first - beside;
  const scale = 1 / (length * (length + Math.abs(first)));
  const p = new Float64Array(n);
  let overlap = 0;
  for (let row = from; row < n; row++) {
    let sum = 0;
    for (let at = from, index = row * n + from; at < n; at++, index++) sum += matrix[index]! * v[at]!;
    p[row] = scale * sum;
    overlap += p[row]! * v[row]!;
  }
  for (let row = from; row < n; row++) p[row]! -= 0.5 * scale * overlap * v[row]!;
  for (let row = from; row < n; row++) {
    const [own, other] = [v[row]!, p[row]!];
    for (let at = from, index = row * n + from; at < n; at++, index++) matrix[index]! -= own * p[at]! + other * v[at]!;
  }
  return beside;
}

/** The eigenvalues of a tridiagonal matrix, in the place of its diagonal. */
function diagonalise(d: Float64Array, e: Float64Array): void {
  const n = d.length;
  for (let low = 0; low < n; low++) {
    for (let round = 0; round < ROUNDS; round++) {
      let high = low;
      while (high < n - 1 && Math.abs(e[high]!) > Number.EPSILON * (Math.abs(d[high]!) + Math.abs(d[high + 1]!)))
        high++;
      if (high === low) break;
      rotateDown(d, e, low, high);
    }
  }
}

/** One round of rotations from the end of a block to its beginning. */
function rotateDown(d: Float64Array, e: Float64Array, low: number, high: number): void {
  const ratio = (d[low + 1]! - d[low]!) / (2 * e[low]!);
  const root = Math.hypot(ratio, 1);
  let g = d[high]! - d[low]! + e[low]! / (ratio + (ratio >= 0 ? root : -root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let at = high - 1; at >= low; at--) {
    const f = sine * e[at]!;
    const b = cosine * e[at]!;
    const radius = Math.hypot(f, g);
    e[at + 1] = radius;
    if (radius === 0) {
      d[at + 1]! -= shift;
      e[high] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    g = d[at + 1]! - shift;
    const change = (d[at]! - g) * sine + 2 * cosine * b;
    shift = sine * change;
    d[at + 1] = g + shift;
    g = cosine * change - b;
  }
  d[low]! -= shift;
  e[low] = g;
  e[high] = 0;
}

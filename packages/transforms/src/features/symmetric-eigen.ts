/** Eigenvalues in descending order, and their vectors of length 1, one after the other. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Far more sweeps than any matrix needs. */
const SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix [n, n] by Jacobi's rotations. Of each vector the coordinate with the largest absolute
 * value is positive.
 *
 * @see G. Golub and C. Van Loan, "Matrix Computations", 8.5.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  // Each row is a vector.
  const v = new Float64Array(n * n);
  for (let at = 0; at < n; at++) v[at * n + at] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let isDone = true;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const size = Math.sqrt(Math.abs(a[p * n + p]! * a[q * n + q]!));
        if (!(Math.abs(a[p * n + q]!) > Number.EPSILON * size * 0.01) || a[p * n + q] === 0) continue;
        isDone = false;
        rotate(a, v, n, p, q);
      }
    if (isDone) break;
  }
  const order = Array.from({ length: n }, (_, at) => at).sort(
    (one, other) => a[other * n + other]! - a[one * n + one]!,
  );
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    const vector = v.subarray(from * n, (from + 1) * n);
    const largest = vector.reduce((best, value, at) => (Math.abs(value) > Math.abs(vector[best]!) ? at : best), 0);
    const sign = vector[largest]! < 0 ? -1 : 1;
    vectors.set(
      vector.map((value) => value * sign),
      to * n,
    );
  });
  return { values: Float64Array.from(order, (at) => a[at * n + at]!), vectors };
}

/** Turns two axes so that the matrix has a 0 where they meet. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const cotangent = (a[q * n + q]! - a[p * n + p]!) / (2 * a[p * n + q]!);
  const tangent = (cotangent >= 0 ? 1 : -1) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  turn(a, p, q, n, n, 1, cosine, sine);
  turn(a, p, q, n, 1, n, cosine, sine);
  turn(v, p, q, n, n, 1, cosine, sine);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}

/** Two rows, or two columns, of a matrix are turned in their plane. */
function turn(
  a: Float64Array,
  p: number,
  q: number,
  n: number,
  stride: number,
  step: number,
  cosine: number,
  sine: number,
): void {
  for (let at = 0, one = p * stride, other = q * stride; at < n; at++, one += step, other += step) {
    const [x, y] = [a[one]!, a[other]!];
    a[one] = cosine * x - sine * y;
    a[other] = sine * x + cosine * y;
  }
}

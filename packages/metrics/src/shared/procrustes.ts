/**
 * The Procrustes disparity of two clouds of as many points, row by row: what is left of the squared distances of their points after
 * both were centred and scaled to norm 1, and the second was turned, mirrored and scaled to lie on the first as well as it can.
 *
 * It is 1 − s² for the sum s of the singular values of the product of both. NaN where the points of a cloud are all the same.
 */
export function procrustesDisparity(
  first: Float64Array,
  second: Float64Array,
  points: number,
  dimensions: number,
): number {
  const norms = centre(first, dimensions) * centre(second, dimensions);
  if (!(norms > 0)) return NaN;
  const columns = Array.from({ length: dimensions }, (_, column) =>
    Float64Array.from({ length: dimensions }, (_entry, row) => {
      let product = 0;
      for (let point = 0; point < points; point++)
        product += first[point * dimensions + row]! * second[point * dimensions + column]!;
      return product / norms;
    }),
  );
  const scale = singularValues(columns).reduce((sum, value) => sum + value, 0);
  return Math.max(0, 1 - scale ** 2);
}

/** Moves a cloud to its mean, in place, and returns the norm of what it is then. */
function centre(cloud: Float64Array, dimensions: number): number {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let sum = 0;
    for (let at = dimension; at < cloud.length; at += dimensions) sum += cloud[at]!;
    const mean = (sum * dimensions) / cloud.length;
    for (let at = dimension; at < cloud.length; at += dimensions) cloud[at]! -= mean;
  }
  return Math.sqrt(dot(cloud, cloud));
}

/** The singular values of a square matrix, whose columns Jacobi rotations make orthogonal, in place. */
function singularValues(columns: readonly Float64Array[]): number[] {
  // Each sweep squares the error; a dozen are enough for any matrix.
  for (let sweep = 0, isDone = false; !isDone && sweep < 60; sweep++) {
    isDone = true;
    for (let i = 0; i < columns.length; i++)
      for (let j = i + 1; j < columns.length; j++) if (rotate(columns[i]!, columns[j]!)) isDone = false;
  }
  return columns.map((column) => Math.sqrt(dot(column, column)));
}

/** Turns two columns until they are orthogonal; whether they were not. */
function rotate(a: Float64Array, b: Float64Array): boolean {
  const [alpha, beta, gamma] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(gamma) <= Number.EPSILON * Math.sqrt(alpha * beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta ** 2));
  const cosine = 1 / Math.sqrt(1 + tangent ** 2);
  for (let row = 0; row < a.length; row++) {
    const [left, right] = [a[row]!, b[row]!];
    a[row] = cosine * (left - tangent * right);
    b[row] = cosine * (tangent * left + right);
  }
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** Half the width of a difference: with 64 bits the truncation and the rounding are both about 1e-8. */
const STEP = 1e-4;
/** By so much of the whole the slopes to both sides may differ; more is a kink, or a bend that differences cannot follow. */
const KINK = 5e-3;

/**
 * Central differences of a function at some coordinates of a point, and NaN at those where it has a kink. The point is moved
 * to numbers that a float32 can hold.
 *
 * @param {(point: Float32Array) => number | Promise<number>} compute
 * @param {ArrayLike<number>} point
 * @param {readonly number[]} coordinates
 * @returns {Promise<Map<number, number>>} by coordinate
 */
export async function slopes(compute, point, coordinates) {
  const middle = await compute(Float32Array.from(point));
  /** @type {[number, number, number][]} */
  const found = [];
  for (const coordinate of coordinates) {
    const sides = [];
    for (const step of [-STEP, STEP]) {
      const moved = Float32Array.from(point);
      moved[coordinate] = Number(point[coordinate]) + step;
      sides.push(((await compute(moved)) - middle) / (Number(moved[coordinate]) - Number(point[coordinate])));
    }
    found.push([coordinate, Number(sides[0]), Number(sides[1])]);
  }
  const scale = Math.max(...found.map(([, left, right]) => Math.max(Math.abs(left), Math.abs(right))), 1e-3);
  const smooth = found.filter(([, left, right]) => Math.abs(left - right) <= KINK * scale);
  return new Map(smooth.map(([coordinate, left, right]) => [coordinate, (left + right) / 2]));
}

/**
 * Some coordinates among so many, spread over all.
 *
 * @param {number} count
 * @param {number} most
 * @param {number} seed
 */
export function coordinatesOf(count, most, seed) {
  const step = Math.max(1, Math.floor(count / most));
  return [...new Set(Array.from({ length: Math.min(count, most) }, (_, index) => (seed + index * step) % count))];
}

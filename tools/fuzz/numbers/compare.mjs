/** @typedef {import('@lml/core').NdArray} NdArray */

/** A result may be so many times as far from the exact one as others that are but rounded: sums are ordered otherwise. */
const ROUNDING = 30;

/**
 * Where two arrays differ: finite numbers by more than `tolerance` of the size of all of them, or of `least` where that is
 * more; others at all.
 *
 * @param {NdArray} actual
 * @param {NdArray} expected
 * @param {number} tolerance
 * @param {number} [least]
 * @returns {string | undefined} the place, or nothing where they agree
 */
export function differenceOf(actual, expected, tolerance, least = 1e-6) {
  const shapes = [actual, expected].map(({ shape, dtype }) => `${dtype}[${shape.join(', ')}]`);
  if (shapes[0] !== shapes[1]) return `is ${shapes[0]} instead of ${shapes[1]}`;
  const { off, place } = furthest(actual, expected, least);
  if (off <= tolerance) return undefined;
  const [a, b] = [actual, expected].map(({ data }) => String(data[place]));
  const times = (off / tolerance).toPrecision(3);
  return `at ${place} is ${a} instead of ${b}: off by ${off.toPrecision(3)} of the whole, ${times} times the tolerance`;
}

/**
 * Whether a difference is what rounding makes of a badly conditioned function: results that are but rounded are that far from the
 * exact one too. Such are what the plain backend gives with 32 bits, and what it gives when its numbers are moved by their last bit.
 *
 * @param {NdArray | undefined} actual
 * @param {NdArray | undefined} exact what the plain backend gives with 64 bits
 * @param {readonly (NdArray | undefined)[]} rounded
 */
export function isRounding(actual, exact, rounded) {
  if (actual === undefined || exact === undefined) return false;
  const { off } = furthest(actual, exact);
  return rounded.some((each) => each !== undefined && off <= ROUNDING * furthest(each, exact).off);
}

/**
 * The number that is furthest off, relative to the size of all.
 *
 * @param {NdArray} actual
 * @param {NdArray} expected
 * @param {number} [least]
 */
function furthest(actual, expected, least = 1e-6) {
  const scale = Math.max(sizeOfNumbers(expected), least);
  let [off, place] = [0, -1];
  for (let index = 0; index < expected.data.length; index++) {
    const [a, b] = [Number(actual.data[index]), Number(expected.data[index])];
    // Which of two zeros it is does not matter, nor which NaN.
    const isSame = a === b || (Number.isNaN(a) && Number.isNaN(b));
    const distance = isSame ? 0 : Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) / scale : Infinity;
    if (distance > off) [off, place] = [distance, index];
  }
  return { off, place };
}

/**
 * The root of the mean square of the finite numbers among some.
 *
 * @param {NdArray} array
 */
export function sizeOfNumbers({ data }) {
  const finite = Array.from(data, Number).filter(Number.isFinite);
  return Math.sqrt(finite.reduce((sum, value) => sum + value ** 2, 0) / Math.max(finite.length, 1));
}

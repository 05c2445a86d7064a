import { RandomStreams, sizeOf } from '@lml/core';

/**
 * @typedef {'normal' | 'edge' | 'finite'} Style generic numbers, at which functions are smooth; those that functions trip over; or
 *   the finite ones among them
 */
/** @typedef {'any' | 'positive' | 'apart' | 'unit' | 'above-one' | 'index'} Domain where numbers lie; 'apart' is apart from 0, indices are below `high` */

/**
 * How a tensor is made: from a shape and a seed.
 *
 * @typedef {object} Input
 * @property {readonly number[]} shape
 * @property {'float32' | 'int32' | 'bool'} dtype
 * @property {Domain} domain
 * @property {number} high
 */

/** @typedef {import('@lml/core').NdArray} NdArray */

const EDGES = [NaN, Infinity, -Infinity, -0, 0, 1, -1, 1, 0.5, -0.5, 2, -2, 3, 1e-8, -1000, 1000];
const WHOLE_EDGES = [0, 1, -1, 2, -2, 3, -7, 1000];

/**
 * A float32 input of a shape.
 *
 * @param {readonly number[]} shape
 * @param {Domain} [domain]
 * @returns {Input}
 */
export const floats = (shape, domain = 'any') => ({ shape, dtype: 'float32', domain, high: 0 });

/**
 * An input of whole numbers: indices below `high`, or any.
 *
 * @param {readonly number[]} shape
 * @param {number} [high]
 * @returns {Input}
 */
export const wholes = (shape, high) => ({
  shape,
  dtype: 'int32',
  domain: high === undefined ? 'any' : 'index',
  high: high ?? 0,
});

/**
 * An input of truth values.
 *
 * @param {readonly number[]} shape
 * @returns {Input}
 */
export const bools = (shape) => ({ shape, dtype: 'bool', domain: 'index', high: 2 });

/**
 * The numbers of an input; equal for an equal seed.
 *
 * @param {Input} input
 * @param {Style} style
 * @param {number} seed
 * @returns {NdArray}
 */
export function valuesOf({ shape, dtype, domain, high }, style, seed) {
  const random = new RandomStreams(seed);
  const size = sizeOf(shape);
  if (dtype === 'bool') return { dtype, shape, data: Uint8Array.from(random.integers('values', 0, size, 2)) };
  if (domain === 'index') return { dtype: 'int32', shape, data: random.integers('values', 0, size, high) };
  if (dtype === 'int32') {
    const at = random.integers('values', 0, size, WHOLE_EDGES.length);
    return { dtype, shape, data: Int32Array.from(at, (index) => /** @type {number} */ (WHOLE_EDGES[index])) };
  }
  if (style !== 'normal') {
    const edges = style === 'edge' ? EDGES : EDGES.filter(Number.isFinite);
    const at = random.integers('values', 0, size, edges.length);
    return { dtype, shape, data: Float32Array.from(at, (index) => /** @type {number} */ (edges[index])) };
  }
  return { dtype, shape, data: random.normal('values', 0, size).map((value) => within(domain, value)) };
}

/**
 * @param {Domain} domain
 * @param {number} value
 */
function within(domain, value) {
  if (domain === 'positive') return Math.abs(value) + 0.3;
  if (domain === 'apart') return value + 0.3 * Math.sign(value);
  if (domain === 'above-one') return Math.abs(value) + 1.2;
  return domain === 'unit' ? 0.85 * Math.tanh(value) : value;
}

/** What neighbouring float32 are apart at most, of their size. */
const LAST_BIT = 2 ** -23;

/**
 * Arrays whose float32 are off by about their last bit, every other one to either side.
 *
 * @param {Readonly<Record<string, NdArray>>} arrays
 * @returns {Record<string, NdArray>}
 */
export function offByOneBit(arrays) {
  const moved = Object.entries(arrays).map(([name, array], position) => {
    if (array.dtype !== 'float32') return [name, array];
    const sign = (/** @type {number} */ index) => ((position + index) % 2 === 0 ? 1 : -1);
    const data = Array.from(array.data, Number).map((value, index) => value * (1 + sign(index) * LAST_BIT));
    return [name, { ...array, data: Float32Array.from(data) }];
  });
  return Object.fromEntries(moved);
}

/**
 * An input as JavaScript that makes the tensor: many numbers are drawn again instead of written out.
 *
 * @param {Input} input
 * @param {Style} style
 * @param {number} seed
 */
export function inputCode(input, style, seed) {
  const values = valuesOf(input, style, seed);
  if (values.data.length <= 64 || style !== 'normal' || input.dtype !== 'float32') return tensorCode(values);
  const drawn = `new RandomStreams(${seed}).normal('values', 0, ${values.data.length})`;
  const moved = {
    any: '',
    index: '',
    positive: '.map((x) => Math.abs(x) + 0.3)',
    apart: '.map((x) => x + 0.3 * Math.sign(x))',
    'above-one': '.map((x) => Math.abs(x) + 1.2)',
    unit: '.map((x) => 0.85 * Math.tanh(x))',
  };
  return `tf.tensor(${drawn}${moved[input.domain]}, [${input.shape.join(', ')}])`;
}

/**
 * An array as JavaScript that makes the tensor.
 *
 * @param {NdArray} array
 */
export function tensorCode({ dtype, shape, data }) {
  const numbers = Array.from(data, Number).map((value) => (Object.is(value, -0) ? '-0' : String(value)));
  return `tf.tensor([${numbers.join(', ')}], [${shape.join(', ')}], '${dtype}')`;
}

import fc from 'fast-check';

/** @typedef {import('../numbers/values.mjs').Input} Input */

/**
 * An op with inputs and arguments: JavaScript in which the inputs are called `a`, `b`, `c`.
 *
 * @typedef {object} Call
 * @property {string} op
 * @property {readonly Input[]} inputs
 * @property {string} code
 * @property {boolean} [finite] whether infinities are left out: what becomes of them times a zero that only some compute is open
 */

/** @typedef {fc.Arbitrary<Call>} Calls */

/**
 * Calls of an op with all kinds of arguments.
 *
 * @template Values
 * @param {string} name
 * @param {fc.Arbitrary<Values>} values
 * @param {(values: Values) => Omit<Call, 'op'>} make
 * @returns {Calls}
 */
export function op(name, values, make) {
  return values.map((value) => ({ op: name, ...make(value) }));
}

export const size = fc.constantFrom(1, 2, 3, 4, 5);
/** Sizes of which nothing may be taken for granted: 0 too. */
export const anySize = fc.constantFrom(2, 1, 3, 0, 5);

/**
 * Shapes of a rank.
 *
 * @param {number} least
 * @param {number} most
 * @param {fc.Arbitrary<number>} [sizes]
 */
export const shapes = (least, most, sizes = anySize) => fc.array(sizes, { minLength: least, maxLength: most });

/** A shape with an axis of it, counted from either end. */
export const shapeAndAxis = shapes(1, 4).chain((shape) =>
  fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: -shape.length, max: shape.length - 1 }) }),
);

/** A shape with some of its axes in any order, or all. */
export const shapeAndAxes = shapes(1, 4).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    axes: fc.option(fc.subarray([...shape.keys()], { minLength: 1 }), { nil: undefined }),
    negative: fc.boolean(),
    keepDims: fc.boolean(),
  }),
);

/** Two shapes that broadcast, both ways. */
export const broadcasting = shapes(0, 3).chain((shape) =>
  fc
    .record({
      ones: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      rank: fc.nat(shape.length),
      swap: fc.boolean(),
    })
    .map(({ ones, rank, swap }) => {
      const other = shape.slice(shape.length - rank).map((each, index) => (ones[index] ? 1 : each));
      return swap ? [other, shape] : [shape, other];
    }),
);

/**
 * A value as it stands in code.
 *
 * @param {unknown} value
 */
export const text = (value) => JSON.stringify(value) ?? 'undefined';

import fc from 'fast-check';
import { floats, wholes } from '../numbers/values.mjs';
import { op, shapeAndAxis, shapes, size, text } from './op.mjs';

/** A shape with two small numbers for each axis. */
const shapeAndPairs = shapes(1, 4, size).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    pairs: fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: shape.length, maxLength: shape.length }),
  }),
);

const positions = fc.array(fc.nat(6), { minLength: 1, maxLength: 4 });

export const moves = [
  op('reshape', shapes(1, 4), (shape) => ({
    inputs: [floats(shape)],
    code: `tf.reshape(a, ${text([...shape].reverse())})`,
  })),
  op(
    'transpose',
    shapes(1, 4).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
      }),
    ),
    ({ shape, order }) => ({
      inputs: [floats(shape)],
      code: `tf.transpose(a, ${text(order)})`,
    }),
  ),
  op('pad', shapeAndPairs, ({ shape, pairs }) => ({ inputs: [floats(shape)], code: `tf.pad(a, ${text(pairs)}, 0.5)` })),
  op('mirrorPad', fc.tuple(shapeAndPairs, fc.constantFrom('reflect', 'symmetric')), ([{ shape, pairs }, mode]) => {
    const most = (/** @type {number} */ axis) => (shape[axis] ?? 1) - (mode === 'reflect' ? 1 : 0);
    const fitting = pairs.map((pair, axis) => pair.map((each) => Math.min(each, most(axis))));
    return { inputs: [floats(shape)], code: `tf.mirrorPad(a, ${text(fitting)}, '${mode}')` };
  }),
  op('tile', shapeAndPairs, ({ shape, pairs }) => ({
    inputs: [floats(shape)],
    code: `tf.tile(a, ${text(pairs.map(([each]) => each + 1))})`,
  })),
  op('slice', shapeAndPairs, ({ shape, pairs }) => {
    const begin = pairs.map(([from], axis) => Math.min(from, (shape[axis] ?? 1) - 1));
    const sizes = pairs.map(([, count], axis) => Math.min(count, (shape[axis] ?? 1) - (begin[axis] ?? 0)));
    return { inputs: [floats(shape)], code: `tf.slice(a, ${text(begin)}, ${text(sizes)})` };
  }),
  op('stridedSlice', fc.tuple(shapeAndPairs, fc.boolean()), ([{ shape, pairs }, back]) => {
    const strides = pairs.map(([, by]) => (back ? -1 - by : 1 + by));
    const begin = shape.map((each) => (back ? each - 1 : 0));
    const end = shape.map((each) => (back ? -each - 1 : each));
    return { inputs: [floats(shape)], code: `tf.stridedSlice(a, ${text(begin)}, ${text(end)}, ${text(strides)})` };
  }),
  op('reverse', shapeAndAxis, ({ shape, axis }) => ({ inputs: [floats(shape)], code: `tf.reverse(a, ${axis})` })),
  op('expandDims', shapeAndAxis, ({ shape, axis }) => ({ inputs: [floats(shape)], code: `tf.expandDims(a, ${axis})` })),
  op('concat', fc.tuple(shapeAndAxis, size), ([{ shape, axis }, other]) => ({
    inputs: [floats(shape), floats(shape.with(axis, other))],
    code: `tf.concat([a, b, a], ${axis})`,
  })),
  op('stack', shapeAndAxis, ({ shape, axis }) => ({
    inputs: [floats(shape), floats(shape)],
    code: `tf.stack([a, b], ${axis})`,
  })),
  op('unstack', shapeAndAxis, ({ shape, axis }) => ({
    inputs: [floats(shape)],
    code: `tf.addN(tf.unstack(a, ${axis}))`,
  })),
  op('split', fc.tuple(shapeAndAxis, fc.nat(2)), ([{ shape, axis }, first]) => {
    const whole = shape.at(axis) ?? 1;
    const parts = [Math.min(first, whole), whole - Math.min(first, whole)];
    return {
      inputs: [floats(shape)],
      code: `tf.concat(tf.split(a, ${text(parts)}, ${axis}).slice().reverse(), ${axis})`,
    };
  }),
  op('gather', fc.tuple(shapes(1, 3, size), positions, fc.nat(2)), ([shape, at, given]) => {
    const axis = Math.min(given, shape.length - 1);
    return {
      inputs: [floats(shape), wholes([at.length], shape[axis] ?? 1)],
      code: `tf.gather(a, b, ${axis})`,
    };
  }),
  op('gatherND', shapes(2, 3, size), ([rows = 1, columns = 1, ...rest]) => ({
    inputs: [floats([rows, columns, ...rest]), wholes([3, 2], Math.min(rows, columns))],
    code: 'tf.gatherND(a, b)',
  })),
  op('scatterND', shapes(1, 2, size), ([rows = 1, columns = 2]) => ({
    inputs: [wholes([rows, 1], 4), floats([rows, columns])],
    code: `tf.scatterND(a, b, [4, ${columns}])`,
  })),
  op('oneHot', fc.tuple(shapes(1, 2, size), fc.constantFrom('int32', 'float32', 'bool')), ([shape, dtype]) => ({
    inputs: [wholes(shape, 5)],
    code: `tf.oneHot(a, 4, ${dtype === 'bool' ? '1, 0' : '2, -1'}, '${dtype}')`,
  })),
  op('unsortedSegmentSum', shapes(1, 3, size), ([rows = 1, ...rest]) => ({
    inputs: [floats([rows, ...rest]), wholes([rows], 3)],
    code: 'tf.unsortedSegmentSum(a, b, 4)',
  })),
  op('bincount', size, (count) => ({ inputs: [wholes([count], 5)], code: 'tf.bincount(a, tf.tensor1d([]), 6)' })),
  op('batchToSpaceND', size, (channels) => ({
    inputs: [floats([4, 2, 2, channels])],
    code: 'tf.batchToSpaceND(a, [2, 2], [[0, 1], [1, 0]])',
  })),
  op('spaceToBatchND', size, (channels) => ({
    inputs: [floats([1, 3, 4, channels])],
    code: 'tf.spaceToBatchND(a, [2, 2], [[0, 1], [2, 0]])',
  })),
  op('depthToSpace', size, (batch) => ({ inputs: [floats([batch, 2, 3, 4])], code: 'tf.depthToSpace(a, 2)' })),
];

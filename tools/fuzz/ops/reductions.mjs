import fc from 'fast-check';
import { bools, floats, wholes } from '../numbers/values.mjs';
import { op, shapeAndAxes, shapeAndAxis, shapes, size, text } from './op.mjs';

/** @param {{ shape: number[], axes: number[] | undefined, negative: boolean, keepDims: boolean }} values */
const reduced = ({ shape, axes, negative, keepDims }) =>
  `${text(axes?.map((axis) => (negative ? axis - shape.length : axis)))}, ${keepDims}`;

export const reductions = [
  ...['sum', 'mean', 'max', 'min', 'prod', 'logSumExp'].map((name) =>
    op(name, shapeAndAxes, (values) => ({ inputs: [floats(values.shape)], code: `tf.${name}(a, ${reduced(values)})` })),
  ),
  ...['sum', 'max', 'min'].map((name) =>
    op(`${name} of int32`, shapeAndAxes, (values) => ({
      inputs: [wholes(values.shape)],
      code: `tf.${name}(a, ${reduced(values)})`,
    })),
  ),
  // Products of few small numbers stay within int32.
  op(
    'prod of int32',
    shapes(1, 2, fc.constantFrom(2, 1, 3, 0)).chain((shape) =>
      fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: -shape.length, max: shape.length - 1 }) }),
    ),
    ({ shape, axis }) => ({ inputs: [wholes(shape, 8)], code: `tf.prod(a, ${axis})` }),
  ),
  ...['all', 'any'].map((name) =>
    op(name, shapeAndAxes, (values) => ({ inputs: [bools(values.shape)], code: `tf.${name}(a, ${reduced(values)})` })),
  ),
  ...['argMax', 'argMin'].map((name) =>
    op(name, shapeAndAxis, ({ shape, axis }) => ({ inputs: [floats(shape)], code: `tf.${name}(a, ${axis})` })),
  ),
  ...['softmax', 'logSoftmax'].map((name) =>
    op(name, shapes(1, 3), (shape) => ({ inputs: [floats(shape)], code: `tf.${name}(a)` })),
  ),
  op('max of ties', shapes(2, 3, size), (shape) => ({
    inputs: [floats(shape)],
    code: `tf.max(tf.gather(a, tf.tensor1d([0, 0, ${(shape[0] ?? 1) - 1}], 'int32')), 0)`,
  })),
  op('norm', fc.record({ shape: shapes(1, 2, size), order: fc.constantFrom(1, 2) }), ({ shape, order }) => ({
    inputs: [floats(shape)],
    code: `tf.norm(a, ${order}, -1)`,
  })),
  ...['cumsum', 'cumprod'].map((name) =>
    op(name, fc.tuple(shapeAndAxis, fc.boolean(), fc.boolean()), ([{ shape, axis }, exclusive, reverse]) => ({
      inputs: [floats(shape)],
      code: `tf.${name}(a, ${axis}, ${exclusive}, ${reverse})`,
    })),
  ),
  op('moments', shapeAndAxes, (values) => ({
    inputs: [floats(values.shape)],
    code: `tf.moments(a, ${reduced(values)}).variance`,
  })),
  op('topk', shapes(1, 2, size), (shape) => ({
    inputs: [floats(shape)],
    code: `tf.topk(a, ${Math.min(2, shape.at(-1) ?? 1)}).values`,
  })),
  // In which order they come is open, of equal ones too: a sum of squares gives equal gradients to equal ones.
  op('topk without order', shapes(1, 2, size), (shape) => ({
    inputs: [floats(shape)],
    code: `tf.sum(tf.square(tf.topk(a, ${Math.min(2, shape.at(-1) ?? 1)}, false).values), -1)`,
  })),
];

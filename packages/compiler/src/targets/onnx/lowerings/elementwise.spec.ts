import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal, type Values } from '../../../graph/compute.fixture.js';
import { compiled, expectSame, expectSameGradients, onOnnx } from '../lowering.fixture.js';

const list = (...data: number[]): Values => ({ shape: [data.length], data });
const whole = (...data: number[]): Values => ({ shape: [data.length], dtype: 'int32', data });

const special = list(
  NaN,
  -Infinity,
  Infinity,
  -0,
  0,
  -1,
  1,
  -0.5,
  0.5,
  1.5,
  2.5,
  -1.5,
  -2.5,
  1e-20,
  -1e-20,
  90,
  -90,
  3e38,
  -3e38,
  7,
);

describe('Functions of each place on ONNX Runtime', () => {
  it.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['abs', tf.abs],
    ['acos', tf.acos],
    ['acosh', tf.acosh],
    ['asin', tf.asin],
    ['asinh', tf.asinh],
    ['atan', tf.atan],
    ['atanh', tf.atanh],
    ['ceil', tf.ceil],
    ['clipByValue', (x) => tf.clipByValue(x, -0.75, 2)],
    ['cos of small numbers', (x) => tf.cos(tf.clipByValue(x, -100, 100))],
    ['cosh', tf.cosh],
    ['elu', tf.elu],
    ['erf', tf.erf],
    ['exp', tf.exp],
    ['expm1', tf.expm1],
    ['floor', tf.floor],
    ['isFinite', tf.isFinite],
    ['isInf', tf.isInf],
    ['isNaN', tf.isNaN],
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.3)],
    ['log', tf.log],
    ['log1p', tf.log1p],
    ['neg', tf.neg],
    ['prelu', (x) => tf.prelu(x, tf.scalar(-0.7))],
    ['reciprocal', tf.reciprocal],
    ['relu', tf.relu],
    ['relu6', tf.relu6],
    ['round, to the even one of two', tf.round],
    ['rsqrt', tf.rsqrt],
    ['selu', tf.selu],
    ['sigmoid', tf.sigmoid],
    ['sign', tf.sign],
    ['sin of small numbers', (x) => tf.sin(tf.clipByValue(x, -100, 100))],
    ['sinh', tf.sinh],
    ['softplus', tf.softplus],
    ['sqrt', tf.sqrt],
    ['square', tf.square],
    ['step', (x) => tf.step(x)],
    ['step to alpha', (x) => tf.step(x, 0.2)],
    ['step to a negative alpha', (x) => tf.step(x, -1)],
    ['tan of small numbers', (x) => tf.tan(tf.clipByValue(x, -1.5, 1.5))],
    ['tanh', tf.tanh],
    ['cast to truth values', (x) => tf.cast(x, 'bool')],
  ])('treat NaN, infinities, zeros and halves as TensorFlow.js does: %s', async (_, compute) => {
    await expectSame(compute, [special]);
  });

  it.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['expm1', tf.expm1],
    ['log1p', tf.log1p],
  ])('keep the digits of small numbers: %s', async (_, compute) => {
    const small = list(1e-3, -1e-3, 3e-5, -2e-6, 1e-7, -1e-9, 1e-20);
    await expectSame((x) => tf.div(compute(x), x), [small], 1e-6);
  });

  it.each<[string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor]>([
    ['add', tf.add],
    ['sub', tf.sub],
    ['mul', tf.mul],
    ['div', tf.div],
    ['maximum', tf.maximum],
    ['minimum', tf.minimum],
    ['squaredDifference', tf.squaredDifference],
    ['mod', tf.mod],
    ['equal', tf.equal],
    ['notEqual', tf.notEqual],
    ['greater', tf.greater],
    ['greaterEqual', tf.greaterEqual],
    ['less', tf.less],
    ['lessEqual', tf.lessEqual],
    ['where', (a, b) => tf.where(tf.less(a, b), a, b)],
  ])('of two values treat NaN, infinities and zeros as TensorFlow.js does: %s', async (_, compute) => {
    const column = list(NaN, -Infinity, Infinity, 0, -2, 3, 1.5);
    await expectSame((a, b) => compute(tf.reshape(a, [-1, 1]), b), [column, column]);
  });

  it('give the angle of a point in each direction', async () => {
    const side = list(0, -0, 1, -1, 0.5, -3, 1e-20, 2e20, Infinity, -Infinity, NaN);
    await expectSame((a, b) => tf.atan2(tf.reshape(a, [-1, 1]), b), [side, side]);
  });

  it('leave over the divisor where float32 cannot tell the rest from it', async () => {
    const tiny = list(1e-8, -1e-8, 1e-12, -3e-9, 0, 5, -6);
    await expectSame((a, b) => tf.mod(tf.reshape(a, [-1, 1]), b), [tiny, list(-1, 1, 3, -2, 0, Infinity, -Infinity)]);
  });

  it('divide whole numbers as TensorFlow.js does, also by zero', async () => {
    const column = whole(7, -7, 8, -8, 0, 1);
    const divisor = whole(2, -2, 3, -3, 0, 1);
    for (const divide of [tf.div, tf.floorDiv, tf.mod]) {
      await expectSame((a, b) => divide(tf.reshape(a, [-1, 1]), b), [column, divisor]);
      await expectSame((a) => divide(a, tf.scalar(-3, 'int32')), [column]);
    }
    await expectSame((a, b) => tf.engine().runKernel('RealDiv', { a, b }), [column, divisor]);
  });

  it('round a quotient down that float32 would round up to a whole number', async () => {
    const [sevens] = await onOnnx((a, b) => tf.floorDiv(a, b), [list(0.7, -0.7, 1), list(0.1, 0.1, 0.1)]);
    expect(Array.from(sevens!.data)).toEqual([6, -7, 9]);
  });

  it('round quotients down, and leave over what has the sign of the divisor', async () => {
    // What even double precision loses beside a divisor, TensorFlow.js leaves out.
    const number = fc
      .double({ min: -50, max: 50, noNaN: true })
      .map((value) => (Math.abs(value) < 1e-8 ? 0 : Math.fround(value)));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 }), async (pairs) => {
        const [a, b] = [list(...pairs.map(([left]) => left)), list(...pairs.map(([, right]) => right))];
        await expectSame(tf.mod, [a, b]);
        // Where TensorFlow.js divides in double precision, a quotient close to a whole number may round either way.
        await expectSame((x, y) => tf.floorDiv(tf.floor(x), tf.add(tf.floor(y), 0.5)), [a, b]);
      }),
      { numRuns: 20 },
    );
  });

  it('raise to powers, also whole numbers', async () => {
    await expectSame(tf.pow, [list(2, -2, 0.5, 9, 0, 1.7), list(3, 3, -2, 0.5, 0, -1.3)]);
    await expectSame(tf.pow, [whole(2, -3, 5, 0), whole(10, 3, 0, 2)]);
    await expectSameGradients(tf.pow, [list(2, 0.5, 9), list(3, -2, 0.5)]);
  });

  it('take truth values for numbers where TensorFlow.js does', async () => {
    const truth: Values = { shape: [4], dtype: 'bool', data: [0, 0, 1, 1] };
    const other: Values = { shape: [4], dtype: 'bool', data: [0, 1, 0, 1] };
    for (const compute of [
      tf.mul,
      tf.maximum,
      tf.minimum,
      tf.equal,
      tf.notEqual,
      tf.greater,
      tf.lessEqual,
      tf.logicalAnd,
      tf.logicalOr,
      tf.logicalXor,
    ]) {
      await expectSame(compute, [truth, other]);
    }
    await expectSame((a, b) => tf.where(a, b, tf.logicalNot(b)), [truth, other]);
    await expectSame((a) => tf.add(a, 1), [truth]);
  });

  it('choose whole rows by a condition of rank 1', async () => {
    const condition: Values = { shape: [2], dtype: 'bool', data: [1, 0] };
    const rows = (value: number): Values => ({ shape: [2, 3], data: new Array<number>(6).fill(value) });
    // The kernel of the cpu backend takes the same place of a row for all: here all are equal.
    const choose = (where: tf.Tensor, t: tf.Tensor, e: tf.Tensor): tf.Tensor =>
      tf.engine().runKernel('Select', { condition: where, t, e });
    await expectSame(choose, [condition, rows(1), rows(2)]);
  });

  it('broadcast values of any rank against each other', async () => {
    const size = fc.integer({ min: 1, max: 3 });
    const shapes = fc.tuple(
      fc.array(size, { maxLength: 5 }),
      fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
      fc.nat(5),
    );
    await fc.assert(
      fc.asyncProperty(shapes, async ([shape, ones, cut]) => {
        const left = shape.map((each, axis) => (ones[axis] ? 1 : each));
        const right = shape.map((each, axis) => (ones[axis + 5] ? 1 : each)).slice(cut);
        await expectSame((a, b) => tf.sub(tf.mul(a, b), tf.maximum(b, a)), [normal(1, left), normal(2, right)]);
      }),
      { numRuns: 30 },
    );
  });

  it('have the gradients that TensorFlow.js gives them', async () => {
    const x = normal(1, [3, 4]);
    const functions: ((x: tf.Tensor) => tf.Tensor)[] = [
      tf.elu,
      tf.relu,
      tf.relu6,
      tf.selu,
      tf.softplus,
      tf.square,
      tf.expm1,
      tf.abs,
      tf.sigmoid,
      tf.erf,
      (a) => tf.leakyRelu(a, 0.2),
      (a) => tf.clipByValue(a, -0.5, 0.5),
      (a) => tf.log1p(tf.abs(a)),
      (a) => tf.rsqrt(tf.abs(a)),
      (a) => tf.atan2(a, 2),
      (a) => tf.addN([a, tf.exp(a), a]),
    ];
    for (const compute of functions) await expectSameGradients(compute, [x]);
    await expectSameGradients(tf.prelu, [x, normal(2, [4])]);
    await expectSameGradients(tf.squaredDifference, [x, normal(2, [3, 4])]);
  });

  it('take a constant for a divisor without asking whether it is zero', () => {
    const { model } = compiled((a) => tf.floorDiv(a, tf.scalar(3, 'int32')), [whole(1, 2)]);
    expect(model.nodes.map(({ op }) => op)).not.toContain('Where');
  });
});

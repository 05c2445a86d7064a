import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { integers, type Compute, type Values } from '../graph/compute.fixture.js';
import { arithmetic } from './arithmetic.js';
import { applied, expectEqualResults, simplified, special, textOf, traced } from './graph.fixture.js';

const x = special([10]);
const y = { ...special([10]), data: Float32Array.from(special([10]).data).reverse() };

/** What is left of a function of x and y, without the line that says what leaves. */
async function left(compute: Compute, inputs: readonly Values[] = [x, y], tolerance = 0): Promise<string[]> {
  return (await simplified(compute, inputs, [arithmetic], tolerance)).slice(0, -1);
}

describe('arithmetic', () => {
  it.each<[string, (a: tf.Tensor) => tf.Tensor]>([
    ['x · 1', (a) => tf.mul(a, 1)],
    ['1 · x', (a) => tf.mul(tf.scalar(1), a)],
    ['x / 1', (a) => tf.div(a, 1)],
    ['x + 0', (a) => tf.add(a, 0)],
    ['0 + x', (a) => tf.add(tf.scalar(0), a)],
    ['x − 0', (a) => tf.sub(a, 0)],
    ['−(−x)', (a) => tf.neg(tf.neg(a))],
    ['x¹', (a) => tf.pow(a, 1)],
    ['the same from both sides of a choice', (a) => tf.where(tf.greater(a, 0), a, a)],
    ['a choice that is made already', (a) => tf.where(tf.zeros([10], 'bool'), tf.exp(a), a)],
    ['a sum with zeros', (a) => tf.addN([tf.zeros([10]), a, tf.zeros([10])])],
  ])('is x: %s', async (_, compute) => {
    expect(await left(compute, [x])).toEqual([]);
  });

  it('is x for whole numbers, where dividing by one cuts nothing off', async () => {
    const one = (): tf.Scalar => tf.scalar(1, 'int32');
    expect(await left((a) => tf.floorDiv(tf.mul(a, one()), one()), [integers(1, [10], 9)])).toEqual([]);
    expect(await left((a) => tf.floorDiv(a, 1), [{ shape: [2], data: [1.5, -1.5] }])).toHaveLength(1);
  });

  it.each<[string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, string]>([
    ['−(x − y)', (a, b) => tf.neg(tf.sub(a, b)), 'Sub(a=%0, b=%1)'],
    ['x + (−y)', (a, b) => tf.add(a, tf.neg(b)), 'Sub(a=%0, b=%1)'],
    ['(−x) + y', (a, b) => tf.add(tf.neg(a), b), 'Sub(a=%0, b=%1)'],
    ['x − (−y)', (a, b) => tf.sub(a, tf.neg(b)), 'Add(a=%0, b=%1)'],
    ['(−x) · (−y)', (a, b) => tf.mul(tf.neg(a), tf.neg(b)), 'Multiply(a=%0, b=%1)'],
    ['(−x) · 3', (a) => tf.mul(tf.neg(a), 3), 'Multiply(a=%0, b=float32[](-3))'],
    ['−(x · 3)', (a) => tf.neg(tf.mul(a, 3)), 'Multiply(a=%0, b=float32[](-3))'],
    ['x / 8', (a) => tf.div(a, 8), 'Multiply(a=%0, b=float32[](0.125))'],
    ['x / 3', (a) => tf.div(a, 3), 'RealDiv(a=%0, b=float32[](3))'],
    ['x / 8 · 2', (a) => tf.mul(tf.div(a, 8), 2), 'Multiply(a=%0, b=float32[](0.25))'],
    ['x + y + 0', (a, b) => tf.addN([a, tf.zeros([10]), b]), 'AddN(0=%0, 1=%1)'],
  ])('is one node: %s', async (_, compute, node) => {
    const text = await left(compute);
    expect(text).toHaveLength(1);
    // Values are numbered as they occur.
    expect(text[0]!.replace(/^.* = /, '')).toBe(node);
  });

  it('leaves what would hide NaN or an infinity: x · 0, x − x, x / x, 0 / x', async () => {
    const kept: ((a: tf.Tensor) => tf.Tensor)[] = [
      (a) => tf.mul(a, 0),
      (a) => tf.sub(a, a),
      (a) => tf.div(a, a),
      (a) => tf.div(0, a),
      (a) => tf.pow(a, 0),
    ];
    for (const compute of kept) expect(await left(compute, [x])).toHaveLength(1);
  });

  it('multiplies two factors only where nothing overflows or vanishes on the way alone', async () => {
    const factor = fc.constantFrom(2, 0.5, -3, 1e30, 1e-30, 1e-38, 3e38, 0, NaN, Infinity, 1.1);
    const values = { shape: [8], data: [1, -2, 1e30, 1e-30, 1e38, NaN, Infinity, 0] };
    await fc.assert(
      fc.asyncProperty(factor, factor, async (first, second) => {
        const text = await left((a) => tf.mul(tf.mul(a, first), second), [values], 1e-6);
        expect([0, 1, 2]).toContain(text.length);
      }),
    );
    expect(await left((a) => tf.mul(tf.mul(a, 1e30), 1e-30), [values], 1e-6)).toHaveLength(2);
    expect(await left((a) => tf.mul(tf.mul(a, 1e-30), 1e-30), [values], 1e-6)).toHaveLength(2);
    expect(await left((a) => tf.mul(tf.mul(a, 1.1), -3), [values], 1e-6)).toHaveLength(1);
  });

  it('divides by each power of two to the bit', async () => {
    const values = { shape: [4], data: [1, -3.3, 1e-37, 3e38] };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -120, max: 120 }), async (exponent) => {
        const text = exponent === 0 ? [] : [expect.stringContaining('Multiply')];
        expect(await left((a) => tf.div(a, 2 ** exponent), [values])).toEqual(text);
      }),
    );
  });

  it('casts once what began as truth values, and not at all to the type that is there', async () => {
    const compute = (a: tf.Tensor): tf.Tensor[] => {
      const positive = tf.greater(a, 0);
      return [tf.cast(tf.cast(positive, 'int32'), 'float32'), tf.cast(tf.cast(positive, 'float32'), 'bool')];
    };
    expect(await simplified(compute, [x], [arithmetic])).toEqual([
      '%1: bool[10] = Greater(a=%0, b=float32[](0))',
      '%2: float32[10] = Cast(x=%1) { dtype: "float32" }',
      'output all.0 <- %2',
      'output all.1 <- %1',
    ]);
  });

  it('does not pass whole numbers by where a cast to them cuts off', async () => {
    const values = { shape: [3], data: [1.7, -1.7, 2] };
    expect(await left((a) => tf.cast(tf.cast(a, 'int32'), 'float32'), [values])).toHaveLength(2);
  });

  it('negates truth values once or not at all', async () => {
    expect(await left((a) => tf.logicalNot(tf.logicalNot(tf.greater(a, 0))), [x])).toHaveLength(1);
  });

  it('leaves a node that repeats what it changes by nothing', () => {
    const compute = (a: tf.Tensor): tf.Tensor => tf.mul(a, tf.ones([2, 10]));
    const before = traced(compute, [x]);
    const after = applied(before, [arithmetic]);
    expectEqualResults(before, after, [x]);
    expect(textOf(after)[0]).toBe('%1: float32[2,10] = Multiply(a=%0, b=float32[2,10](1))');
  });
});

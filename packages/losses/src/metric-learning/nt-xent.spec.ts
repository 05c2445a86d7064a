import { build, list, optionsJsonSchema } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { ntXent } from './nt-xent.js';

const value = (tensor: tf.Tensor): number => tensor.dataSync()[0]!;
const FIRST = [
  [1, 2, 0],
  [0, 1, 1],
  [2, -1, 3],
  [1, 1, 1],
];
const SECOND = [
  [1, 1, 0],
  [0, 2, 1],
  [2, 0, 2],
  [-1, 1, 1],
];

describe('ntXent', () => {
  it('is symmetric in the views', () => {
    const [first, second] = [tf.tensor2d(FIRST), tf.tensor2d(SECOND)];
    expect(value(ntXent()(first, second))).toBeCloseTo(value(ntXent()(second, first)), 5);
  });

  it('does not look at lengths, with the cosine', () => {
    const [first, second] = [tf.tensor2d(FIRST), tf.tensor2d(SECOND)];
    const scale = tf.tensor2d([[0.5], [2], [100], [1e-3]]);
    expect(value(ntXent()(tf.mul(first, scale), second))).toBeCloseTo(value(ntXent()(first, second)), 4);
    expect(value(ntXent({ similarity: 'dot' })(tf.mul(first, scale), second))).not.toBeCloseTo(
      value(ntXent({ similarity: 'dot' })(first, second)),
      1,
    );
  });

  it('does not depend on the order of the pairs', () => {
    const rows = [2, 0, 3, 1];
    const [first, second] = [FIRST, SECOND].map((view) => tf.tensor2d(rows.map((row) => view[row]!)));
    expect(value(ntXent()(first!, second!))).toBeCloseTo(value(ntXent()(tf.tensor2d(FIRST), tf.tensor2d(SECOND))), 5);
  });

  it('weighs pairs, and divides by the weights', () => {
    const [first, second] = [tf.tensor2d(FIRST), tf.tensor2d(SECOND)];
    for (const symmetric of [true, false]) {
      const values = Array.from(ntXent({ symmetric, reduction: 'none' })(first, second).dataSync());
      const weights = symmetric ? [0, 1, 2, 0, 0, 1, 2, 0] : [0, 1, 2, 0];
      const sum = values.reduce((total, number, row) => total + number * weights[row]!, 0);
      const weight = tf.tensor1d([0, 1, 2, 0]);
      expect(value(ntXent({ symmetric, reduction: 'sum' })(first, second, weight))).toBeCloseTo(sum, 4);
      expect(value(ntXent({ symmetric })(first, second, weight))).toBeCloseTo(sum / (symmetric ? 6 : 3), 4);
    }
  });

  it('stays finite for embeddings without a length and for tiny temperatures', () => {
    const first = tf.tensor2d([[0, 0, 0], ...FIRST.slice(1)]);
    const compute = (x: tf.Tensor): tf.Scalar => ntXent({ temperature: 1e-3 })(x, tf.tensor2d(SECOND)) as tf.Scalar;
    const { value: loss, grad } = tf.valueAndGrad(compute)(first);
    expect(Number.isFinite(value(loss))).toBe(true);
    const gradient = grad.arraySync() as number[][];
    expect(gradient.flat().every(Number.isFinite)).toBe(true);
    expect(gradient[0]!.map(Math.abs)).toEqual([0, 0, 0]);
  });

  it('has nothing to tell apart in one pair, and no mean of no pairs', () => {
    expect(value(ntXent()(tf.tensor2d([[1, 2]]), tf.tensor2d([[-1, 0]])))).toBe(0);
    expect(value(ntXent()(tf.zeros([0, 2]), tf.zeros([0, 2])))).toBeNaN();
    expect(value(ntXent({ reduction: 'sum' })(tf.zeros([0, 2]), tf.zeros([0, 2])))).toBe(0);
  });

  it('has learnable weights', () => {
    const [first, second] = [tf.tensor2d(FIRST), tf.tensor2d(SECOND)];
    const compute = (weight: tf.Tensor): tf.Scalar => ntXent({ reduction: 'sum' })(first, second, weight) as tf.Scalar;
    expect(
      Array.from(
        tf
          .grad(compute)(tf.ones([4]))
          .dataSync(),
      ).every(Number.isFinite),
    ).toBe(true);
  });

  it('refuses views that do not fit', () => {
    for (const [a, b] of [
      [
        [2, 3],
        [2, 4],
      ],
      [
        [2, 3],
        [3, 3],
      ],
      [[3], [3]],
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
    ]) {
      const compute = (): unknown => ntXent()(tf.ones(a!), tf.ones(b!));
      expect(compute).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    }
    const weighted = (): unknown => ntXent()(tf.ones([2, 3]), tf.ones([2, 3]), tf.ones([4]));
    expect(weighted).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it.each([{ temperature: 0 }, { temperature: -1 }, { similarity: 'euclidean' }])('refuses options %p', (options) => {
    expect(() => ntXent(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });

  it('is built from data and described as JSON Schema', () => {
    const loss = build('loss', { name: 'nt-xent', temperature: 0.5 });
    const expected = value(ntXent({ temperature: 0.5 })(tf.tensor2d(FIRST), tf.tensor2d(SECOND)));
    expect(value(loss(tf.tensor2d(FIRST), tf.tensor2d(SECOND)))).toBe(expected);
    expect(optionsJsonSchema(list('loss').find(({ name }) => name === 'nt-xent')!)).toMatchObject({
      properties: { temperature: { default: 0.07 }, symmetric: { default: true } },
    });
  });
});

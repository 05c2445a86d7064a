import { build, list, optionsJsonSchema } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { mse } from './mse.js';

const value = (tensor: tf.Tensor): number => tensor.dataSync()[0]!;

describe('mse', () => {
  it('takes integers', () => {
    expect(value(mse()(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([4, 2], 'int32')))).toBe(4.5);
  });

  it('weighs samples, and divides by the weights', () => {
    const [prediction, target] = [
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      tf.zeros([2, 2]),
    ];
    const weight = tf.tensor1d([3, 1]);
    expect(value(mse()(prediction, target, weight))).toBe((3 * 5 + 25) / 8);
    expect(value(mse({ reduction: 'sum' })(prediction, target, weight))).toBe(40);
    expect(mse({ reduction: 'none' })(prediction, target, weight).arraySync()).toEqual([
      [3, 12],
      [9, 16],
    ]);
    expect(
      value(
        mse()(
          prediction,
          target,
          tf.tensor2d([
            [1, 0],
            [0, 1],
          ]),
        ),
      ),
    ).toBe(8.5);
    expect(value(mse()(prediction, target, tf.scalar(2)))).toBe(7.5);
  });

  it('has mean NaN and sum 0 over nothing', () => {
    const none = tf.zeros([0, 3]);
    expect(value(mse()(none, none))).toBeNaN();
    expect(value(mse({ reduction: 'sum' })(none, none))).toBe(0);
    expect(value(mse()(none, none, tf.zeros([0])))).toBeNaN();
  });

  it('says which loss learns class numbers', () => {
    const compute = (): unknown => mse()(tf.zeros([4, 3]), tf.zeros([4]));
    expect(compute).toThrow(
      /prediction \[4, 3\] and target \[4\]\. Targets that are class numbers are learnt by cross-entropy/,
    );
  });

  it('refuses to broadcast', () => {
    const compute = (): unknown => mse()(tf.zeros([4, 1]), tf.zeros([4]));
    expect(compute).toThrow(/got prediction \[4, 1\] and target \[4\]/);
    expect(compute).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    expect(compute).toThrow(/Reshape one of them/);
    const weighted = (): unknown => mse()(tf.zeros([4, 2]), tf.zeros([4, 2]), tf.zeros([2]));
    expect(weighted).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it('is built from data and described as JSON Schema', () => {
    const loss = build('loss', { name: 'mse', reduction: 'sum' });
    expect(value(loss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])))).toBe(4);
    expect(() => mse({ reduction: 'average' as never })).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }),
    );
    expect(optionsJsonSchema(list('loss').find(({ name }) => name === 'mse')!)).toMatchObject({
      properties: { reduction: { default: 'mean', enum: ['mean', 'sum', 'none'] } },
    });
  });
});

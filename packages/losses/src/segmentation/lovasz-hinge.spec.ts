import * as tf from '@tensorflow/tfjs';

import { lovaszHinge } from './lovasz-hinge.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('lovasz-hinge', () => {
  it('does not depend on the order of equal errors', () => {
    const turned = (values: number[]): tf.Tensor => tf.tensor2d([values.toReversed()]);
    const [logits, masks] = [
      [0.5, 0.5, -0.5, 0.5, 0, -0.5],
      [1, 0, 0, 1, 1, 0],
    ];
    const backwards = numbers(lovaszHinge()(turned(logits), turned(masks)))[0]!;
    expect(numbers(lovaszHinge()(tf.tensor2d([logits]), tf.tensor2d([masks])))[0]).toBeCloseTo(backwards, 6);
  });

  it('stays exact where there are many positions', () => {
    const count = 40_000;
    const logits = tf.zeros([1, count]);
    const masks = tf.tensor2d(
      Array.from({ length: count }, (_, at) => at % 2),
      [1, count],
    );
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => lovaszHinge()(x, masks) as tf.Scalar)(logits);
    expect(numbers(value)[0]).toBeCloseTo(1, 4);
    // Each foreground position that comes first brings 1 / union; the union only grows by background before it.
    const slopes = numbers(grad);
    expect(slopes[1]! * (count / 2 + 1)).toBeCloseTo(-1, 5);
    expect(slopes[count - 1]! * count).toBeCloseTo(-1, 4);
  });

  it('weighs images with perImage, and positions without', () => {
    const [logits, masks] = [tf.tensor2d([[1, -2], [0.5, 0]]), tf.tensor2d([[1, 1], [0, 1]])]; // prettier-ignore
    const each = [0, 1].map((row) => numbers(lovaszHinge()(tf.slice(logits, row, 1), tf.slice(masks, row, 1)))[0]!);
    const loss = lovaszHinge({ perImage: true });
    expect(numbers(loss(logits, masks, tf.tensor1d([3, 1])))[0]).toBeCloseTo((3 * each[0]! + each[1]!) / 4, 6);
    expect(numbers(loss.total!(logits, masks, tf.tensor1d([3, 1])) as tf.Tensor)).toEqual([4]);
    expect(numbers(lovaszHinge().total!(logits, masks, tf.tensor1d([3, 1])) as tf.Tensor)).toEqual([8]);
    expect(() => loss(logits, masks, tf.ones([2, 2]))).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });
});

import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('AvgPool', () => {
  it('keeps NaN', async () => {
    await expectValues([wasm()], () => tf.avgPool(tf.tensor4d([NaN, 1, 2, 4], [1, 1, 4, 1]), [1, 2], [1, 2], 'valid'), [
      NaN,
      3,
    ]);
  });

  it('is NaN for infinite numbers of both signs', async () => {
    await expectValues(
      [wasm()],
      () => tf.avgPool(tf.tensor4d([Infinity, -Infinity], [1, 1, 2, 1]), [1, 2], 1, 'valid'),
      [NaN],
    );
  });

  it('divides by the numbers in a window, with a padding in numbers', async () => {
    await expectValues(
      everywhere(),
      () => tf.avgPool(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), 2, 1, 1),
      [1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4],
      [1, 3, 3, 1],
    );
  });

  it('has no mean for windows that hold nothing but padding, though they are as many as the numbers', async () => {
    // Of three by three windows of one number, begun in the padding and moved by two, only the middle one holds a number.
    const image = (): tf.Tensor4D => tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const middle = [NaN, NaN, NaN, NaN, 5, NaN, NaN, NaN, NaN];
    await expectValues(everywhere(), () => tf.avgPool(image(), 1, 2, 1), middle, [1, 3, 3, 1]);
    const slopes = tf.tensor4d([1, 2, 3, 4, 7, 6, 7, 8, 9], [1, 3, 3, 1]);
    const gradient = (): tf.Tensor => tf.grad((x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 1, 2, 1))(image(), slopes);
    await expectValues(everywhere(), gradient, [0, 0, 0, 0, 7, 0, 0, 0, 0]);
  });
});

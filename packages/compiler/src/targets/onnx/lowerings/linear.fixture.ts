import * as tf from '@tensorflow/tfjs';

import { eagerly, expectClose, normal } from '../../../graph/compute.fixture.js';
import { onOnnx } from '../lowering.fixture.js';

/**
 * Expects of a linear function that its gradient is right, where that of TensorFlow.js is not: each place of the gradient is
 * the product of `dy` and what the function makes of a 1 in that place.
 */
export async function expectGradientOfLinear(
  compute: (x: tf.Tensor) => tf.Tensor,
  shape: readonly number[],
  seed = 1,
  gradient: (x: tf.Tensor, dy: tf.Tensor) => tf.Tensor = (x, dy) => tf.grad(compute)(x, dy),
): Promise<void> {
  const size = shape.reduce((a, b) => a * b, 1);
  const [zero] = await eagerly(compute, [{ shape, data: new Float32Array(size) }]);
  const dy = normal(seed, zero!.shape);
  const data = new Float32Array(size);
  for (let place = 0; place < size; place++) {
    const unit = new Float32Array(size);
    unit[place] = 1;
    const [made] = await eagerly(compute, [{ shape, data: unit }]);
    for (let index = 0; index < dy.data.length; index++) data[place]! += dy.data[index]! * made!.data[index]!;
  }
  const [actual] = await onOnnx((x, given) => gradient(x, given), [normal(seed + 1, shape), dy]);
  expectClose(actual!, { shape, dtype: 'float32', data });
}

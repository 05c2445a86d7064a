import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { hasFiniteSum } from '../shared/finite.js';
import { nanKernel } from '../shared/nan-kernel.js';
import { isPaddedInNumbers, isTakenForImages, poolMaximum, type PoolingAttributes } from '../shared/pooling.js';
import { onWasm, portableKernel } from '../shared/portable-kernel.js';

/** Max pooling of images. TensorFlow.js's own leaves NaN out, and padded windows of one number each. */
export const maxPool = portableKernel<tf.MaxPoolInputs, PoolingAttributes>(tf.MaxPool, ({ x }, attributes) =>
  hasFiniteSum(x.data) && !isTakenForImages(x.shape, attributes) ? undefined : poolMaximum(x, attributes),
);

const always = portableKernel<tf.MaxPoolInputs, PoolingAttributes>(tf.MaxPool, ({ x }, attributes) =>
  poolMaximum(x, attributes),
);

/** Max pooling on wasm, where TensorFlow.js's own also reads outside of images with a padding in numbers. */
export const maxPoolOnWasm: BackendKernel = nanKernel(tf.MaxPool, {
  isWrong: ({ inputs: { x }, attributes }) => x!.dtype !== 'float32' || isPaddedInNumbers(attributes),
  other: (call) => onWasm(always).compute(call as never),
});

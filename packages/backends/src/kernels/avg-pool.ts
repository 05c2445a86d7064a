import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { nanKernel } from '../shared/nan-kernel.js';
import { isPaddedInNumbers, isTakenForImages, poolAverage, type PoolingAttributes } from '../shared/pooling.js';
import { onWasm, portableKernel } from '../shared/portable-kernel.js';

/** Average pooling of images. TensorFlow.js's own leaves padded windows of one number each out. */
export const avgPool = portableKernel<tf.AvgPoolInputs, PoolingAttributes>(tf.AvgPool, ({ x }, attributes) =>
  isTakenForImages(x.shape, attributes) ? poolAverage(x, attributes) : undefined,
);

const always = portableKernel<tf.AvgPoolInputs, PoolingAttributes>(tf.AvgPool, ({ x }, attributes) =>
  poolAverage(x, attributes),
);

/** Average pooling on wasm, where TensorFlow.js's own loses NaN, and reads outside of images with a padding in numbers. */
export const avgPoolOnWasm: BackendKernel = nanKernel(tf.AvgPool, {
  isWrong: ({ attributes }) => isPaddedInNumbers(attributes),
  other: (call) => onWasm(always).compute(call as never),
});

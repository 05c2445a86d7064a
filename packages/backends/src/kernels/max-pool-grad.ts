import * as tf from '@tensorflow/tfjs';

import { floats, wasmKernel } from '../shared/wasm-kernel.js';

type Inputs = Pick<tf.MaxPoolGradInputs, 'dy' | 'input'>;

/**
 * The gradient of max pooling: what reaches a window goes to its largest value, the first one of equals, row by row.
 * TensorFlow.js's own starts its search at the smallest positive number, so the gradient of a window of negative
 * values is lost, or goes to a value outside of it. A window of nothing but NaN or −∞ has no largest value, and no gradient.
 */
export const maxPoolGrad = wasmKernel<Inputs, tf.MaxPoolGradAttrs>(
  tf.MaxPoolGrad,
  ({ inputs: { dy, input }, attributes, backend }) => {
    const { filterSize, strides, pad, dimRoundingMode } = attributes;
    const shape = input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const result = backend.makeOutput(shape, 'float32');
    distribute(floats(backend, result).fill(0), floats(backend, input), floats(backend, dy), info);
    return result;
  },
);

function distribute(
  into: Float32Array,
  values: Float32Array,
  gradients: Float32Array,
  info: tf.backend_util.Conv2DInfo,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = info;
  const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = info;
  let from = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      const top = y * strideHeight - padInfo.top;
      const bottom = Math.min(inHeight, top + filterHeight);
      for (let z = 0; z < outWidth; z++) {
        const left = z * strideWidth - padInfo.left;
        const right = Math.min(inWidth, left + filterWidth);
        for (let channel = 0; channel < inChannels; channel++, from++) {
          let largest = -Infinity;
          let position = -1;
          for (let row = Math.max(0, top); row < bottom; row++) {
            const start = (image * inHeight + row) * inWidth;
            for (let column = Math.max(0, left); column < right; column++) {
              const index = (start + column) * inChannels + channel;
              if (values[index]! > largest) {
                largest = values[index]!;
                position = index;
              }
            }
          }
          if (position !== -1) into[position]! += gradients[from]!;
        }
      }
    }
  }
}

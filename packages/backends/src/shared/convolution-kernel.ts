import type * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from './backend-kernel.js';
import { borrow } from './borrowed-kernel.js';
import { convolutionInfo, type ConvolutionAttributes } from './convolution.js';
import { isEmpty } from './empty.js';
import { areFinite } from './finite.js';
import { wasmKernel } from './wasm-kernel.js';

/**
 * A convolution of TensorFlow.js on wasm with its faults mended. With `pad: 'same'`, where a stride steps over pixels that no
 * window needs, it gives zeros; the same padding in numbers is understood. With other paddings in numbers it reads other memory
 * if they are as large as the filter, or if filter or strides are not square, for which TensorFlow.js computes the size of the
 * result by the height alone. NaN becomes a number. Of images without pixels it gives what lies in memory. The cpu backend
 * computes those, which is slower.
 */
export function convolutionKernel<Attributes extends ConvolutionAttributes>(
  kernelName: string,
  { depthwise }: { depthwise: boolean },
): BackendKernel {
  return wasmKernel<{ x: tf.TensorInfo; filter: tf.TensorInfo }, Attributes>(kernelName, (call) => {
    const { inputs, attributes, backend, stock } = call;
    if (isEmpty(inputs.x) || !areFinite(backend, ...Object.values(inputs))) return borrow(kernelName, call);
    if (attributes.pad === 'valid') return stock(inputs, attributes);
    const info = convolutionInfo(inputs.x.shape, inputs.filter.shape, attributes, depthwise);
    const { strideHeight, strideWidth, effectiveFilterHeight, effectiveFilterWidth, padInfo } = info;
    const { top, bottom, left, right } = padInfo;
    const pad = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    if (attributes.pad === 'same') {
      const isWell = strideHeight <= effectiveFilterHeight && strideWidth <= effectiveFilterWidth;
      return stock(inputs, isWell ? attributes : { ...attributes, pad });
    }
    const isWithin = Math.max(top, bottom) < effectiveFilterHeight && Math.max(left, right) < effectiveFilterWidth;
    const isSquare = strideHeight === strideWidth && effectiveFilterHeight === effectiveFilterWidth;
    return isWithin && (isSquare || typeof attributes.pad !== 'number')
      ? stock(inputs, attributes)
      : borrow(kernelName, call);
  });
}

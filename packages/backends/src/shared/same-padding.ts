import type * as tf from '@tensorflow/tfjs';

import { convolutionInfo, type ConvolutionAttributes } from './convolution.js';
import { wasmKernel, type WasmKernel } from './wasm-kernel.js';

/**
 * A convolution of TensorFlow.js on wasm with its one fault mended: `pad: 'same'`, where a stride steps over pixels that no
 * window needs, gives zeros. The same padding in numbers is understood.
 */
export function convolutionKernel<Attributes extends ConvolutionAttributes>(
  kernelName: string,
  { depthwise }: { depthwise: boolean },
): WasmKernel {
  return wasmKernel<{ x: tf.TensorInfo; filter: tf.TensorInfo }, Attributes>(
    kernelName,
    ({ inputs, attributes, stock }) => {
      if (attributes.pad !== 'same') return stock(inputs, attributes);
      const info = convolutionInfo(inputs.x.shape, inputs.filter.shape, attributes, depthwise);
      const { strideHeight, strideWidth, effectiveFilterHeight, effectiveFilterWidth, padInfo } = info;
      if (strideHeight <= effectiveFilterHeight && strideWidth <= effectiveFilterWidth)
        return stock(inputs, attributes);
      const { top, bottom, left, right } = padInfo;
      const pad = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      return stock(inputs, { ...attributes, pad });
    },
  );
}

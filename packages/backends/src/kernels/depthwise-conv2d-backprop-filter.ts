import * as tf from '@tensorflow/tfjs';

import { convolutionInfo, type ConvolutionAttributes, type ConvolutionInfo } from '../shared/convolution.js';
import { floats, wasmKernel } from '../shared/wasm-kernel.js';

type Attributes = ConvolutionAttributes & Pick<tf.DepthwiseConv2dNativeBackpropFilterAttrs, 'filterShape'>;

/**
 * The gradient of a depthwise convolution with respect to its filter, which TensorFlow.js does not have on wasm:
 *
 * `dw[r, q, i, m] = Σ x[n, y·s + r·d − top, z·s + q·d − left, i] · dy[n, y, z, i·M + m]` over `n, y, z`
 *
 * with stride `s`, dilation `d` and channel multiplier `M`. Summed in float64.
 */
export const depthwiseConv2dBackpropFilter = wasmKernel<tf.DepthwiseConv2dNativeBackpropFilterInputs, Attributes>(
  tf.DepthwiseConv2dNativeBackpropFilter,
  ({ inputs: { x, dy }, attributes, backend }) => {
    const info = convolutionInfo(x.shape, attributes.filterShape, attributes, true);
    const result = backend.makeOutput([...attributes.filterShape], 'float32');
    floats(backend, result).set(correlate(floats(backend, x), floats(backend, dy), info));
    return result;
  },
);

function correlate(values: Float32Array, gradients: Float32Array, info: ConvolutionInfo): Float64Array {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = info;
  const multiplier = outChannels / inChannels;
  const step = strideWidth * inChannels;
  const sums = new Float64Array(filterHeight * filterWidth * outChannels);
  for (let image = 0; image < batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let r = 0; r < filterHeight; r++) {
        const row = y * strideHeight + r * dilationHeight - padInfo.top;
        if (row < 0 || row >= inHeight) continue;
        for (let q = 0; q < filterWidth; q++) {
          const shift = q * dilationWidth - padInfo.left;
          // The output columns whose tap lies within the image.
          const first = Math.max(0, Math.ceil(-shift / strideWidth));
          const last = Math.min(outWidth, Math.ceil((inWidth - shift) / strideWidth));
          const from = ((image * inHeight + row) * inWidth + first * strideWidth + shift) * inChannels;
          const along = ((image * outHeight + y) * outWidth + first) * outChannels;
          const to = (r * filterWidth + q) * outChannels;
          for (let channel = 0; channel < outChannels; channel++) {
            let sum = 0;
            let source = from + Math.floor(channel / multiplier);
            let gradient = along + channel;
            for (let z = first; z < last; z++, source += step, gradient += outChannels) {
              sum += values[source]! * gradients[gradient]!;
            }
            sums[to + channel]! += sum;
          }
        }
      }
    }
  }
  return sums;
}

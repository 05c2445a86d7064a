import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { convolutionInfo, type ConvolutionAttributes, type ConvolutionInfo } from '../shared/convolution.js';
import { floats, free, runKernel, view, wasmKernel } from '../shared/wasm-kernel.js';

type Attributes = ConvolutionAttributes & Pick<tf.DepthwiseConv2dNativeBackpropInputAttrs, 'inputShape'>;

/**
 * The gradient of a depthwise convolution with respect to its input, which TensorFlow.js does not have on wasm:
 *
 * `dx[n, y·s + r·d − top, z·s + q·d − left, i] += dy[n, y, z, i·M + m] · w[r, q, i, m]` for all `n, y, z, r, q, m`
 *
 * with stride `s`, dilation `d` and channel multiplier `M`: a depthwise convolution of `dy`, spread by the stride, with the
 * filter turned by 180°, summed over `m`.
 */
export const depthwiseConv2dBackpropInput = wasmKernel<tf.DepthwiseConv2dNativeBackpropInputInputs, Attributes>(
  tf.DepthwiseConv2dNativeBackpropInput,
  ({ inputs: { dy, filter }, attributes, backend }) => {
    const info = convolutionInfo(attributes.inputShape, filter.shape, attributes, true);
    const { filterHeight, filterWidth, inChannels, outChannels, dilationHeight, dilationWidth } = info;
    const spread = spreadGradient(backend, dy, info);
    const turned = runKernel(backend, tf.Reverse, { x: filter }, { dims: [0, 1] });
    const shares = runKernel(
      backend,
      tf.DepthwiseConv2dNative,
      { x: spread, filter: view(turned, [filterHeight, filterWidth, outChannels, 1]) },
      { strides: 1, dilations: [dilationHeight, dilationWidth], pad: 'valid', dataFormat: 'NHWC' },
    );
    free(backend, spread, turned);
    if (inChannels === outChannels) return shares;
    const byMultiplier = [...attributes.inputShape, outChannels / inChannels];
    const result = runKernel(backend, tf.Sum, { x: view(shares, byMultiplier) }, { axis: 4, keepDims: false });
    free(backend, shares);
    return result;
  },
);

/** `dy` with its pixels as far apart as the stride, within zeros so wide that a convolution without padding fits the input. */
function spreadGradient(backend: BackendWasm, dy: tf.TensorInfo, info: ConvolutionInfo): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, strideHeight, strideWidth, padInfo } = info;
  const marginRows = (info.filterHeight - 1) * info.dilationHeight;
  const marginColumns = (info.filterWidth - 1) * info.dilationWidth;
  const [height, width] = [inHeight + marginRows, inWidth + marginColumns];
  const result = backend.makeOutput([batchSize, height, width, outChannels], 'float32');
  const into = floats(backend, result).fill(0);
  const gradients = floats(backend, dy);
  let from = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      const row = y * strideHeight + marginRows - padInfo.top;
      for (let z = 0; z < outWidth; z++, from += outChannels) {
        const column = z * strideWidth + marginColumns - padInfo.left;
        // Windows that lie in the padding altogether.
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const to = ((image * height + row) * width + column) * outChannels;
        for (let channel = 0; channel < outChannels; channel++) into[to + channel] = gradients[from + channel]!;
      }
    }
  }
  return result;
}

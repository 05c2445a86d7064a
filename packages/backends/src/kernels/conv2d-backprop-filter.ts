import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { convolutionInfo, type ConvolutionAttributes, type ConvolutionInfo } from '../shared/convolution.js';
import { free, runKernel, view, wasmKernel } from '../shared/wasm-kernel.js';

type Attributes = ConvolutionAttributes & Pick<tf.Conv2DBackpropFilterAttrs, 'filterShape'>;

/**
 * The gradient of a convolution with respect to its filter, which TensorFlow.js does not have on wasm:
 *
 * `dw[r, q, i, o] = Σ x[n, y·s + r·d − top, z·s + q·d − left, i] · dy[n, y, z, o]` over `n, y, z`
 *
 * with stride `s` and dilation `d`. That is a convolution too: of `x` with `dy` as filter, where batch and channels change
 * places, and so do stride and dilation. It runs on the kernel of the way forward, by far the fastest there is on wasm
 * (measured against unfolding the input into a matrix, in two layouts, and against the kernel of 3-D convolutions).
 */
export const conv2dBackpropFilter = wasmKernel<tf.Conv2DBackpropFilterInputs, Attributes>(
  tf.Conv2DBackpropFilter,
  ({ inputs: { x, dy }, attributes, backend }) => {
    const info = convolutionInfo(x.shape, attributes.filterShape, attributes);
    const result = isPointwise(info) ? asProduct(backend, x, dy, info) : asConvolution(backend, x, dy, info);
    return view(result, attributes.filterShape);
  },
);

function isPointwise({ filterHeight, filterWidth, padInfo }: ConvolutionInfo): boolean {
  const { top, bottom, left, right } = padInfo;
  return filterHeight === 1 && filterWidth === 1 && top === 0 && bottom === 0 && left === 0 && right === 0;
}

/** A filter of 1 × 1 is one product of matrices, pixels by channels. As a convolution it would be 2 to 3 times slower. */
function asProduct(backend: BackendWasm, x: tf.TensorInfo, dy: tf.TensorInfo, info: ConvolutionInfo): tf.TensorInfo {
  const [batch, height, width, channels] = dy.shape as [number, number, number, number];
  const { strideHeight, strideWidth, inChannels } = info;
  const pixels = batch * height * width;
  const seen = runKernel(
    backend,
    tf.StridedSlice,
    { x },
    {
      begin: [0, 0, 0, 0],
      end: [batch, (height - 1) * strideHeight + 1, (width - 1) * strideWidth + 1, inChannels],
      strides: [1, strideHeight, strideWidth, 1],
      beginMask: 0,
      endMask: 0,
      ellipsisMask: 0,
      newAxisMask: 0,
      shrinkAxisMask: 0,
    },
  );
  const result = runKernel(
    backend,
    tf.BatchMatMul,
    { a: view(seen, [pixels, inChannels]), b: view(dy, [pixels, channels]) },
    { transposeA: true, transposeB: false },
  );
  free(backend, seen);
  return result;
}

function asConvolution(
  backend: BackendWasm,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  info: ConvolutionInfo,
): tf.TensorInfo {
  const [, height, width] = dy.shape as [number, number, number, number];
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  const { top, left } = info.padInfo;
  // So much padding that the result has the filter's size, or more where the way forward left out the last pixels.
  const bottom = (filterHeight - 1) * dilationHeight + (height - 1) * strideHeight + 1 - info.inHeight - top;
  const right = (filterWidth - 1) * dilationWidth + (width - 1) * strideWidth + 1 - info.inWidth - left;
  const images = runKernel(backend, tf.Transpose, { x }, { perm: [3, 1, 2, 0] });
  const filter = runKernel(backend, tf.Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
  const large = runKernel(
    backend,
    tf.Conv2D,
    { x: images, filter },
    {
      strides: [dilationHeight, dilationWidth],
      dilations: [strideHeight, strideWidth],
      pad: [
        [0, 0],
        [top, Math.max(0, bottom)],
        [left, Math.max(0, right)],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  );
  const size = [info.inChannels, filterHeight, filterWidth, info.outChannels];
  const exact = runKernel(backend, tf.Slice, { x: large }, { begin: [0, 0, 0, 0], size });
  const result = runKernel(backend, tf.Transpose, { x: exact }, { perm: [1, 2, 0, 3] });
  free(backend, images, filter, large, exact);
  return result;
}

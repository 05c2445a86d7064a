import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { convolutionInfo, type ConvolutionAttributes, type ConvolutionInfo } from '../shared/convolution.js';
import { floats, free, runKernel, view, wasmKernel } from '../shared/wasm-kernel.js';

type Attributes = ConvolutionAttributes & Pick<tf.Conv2DBackpropInputAttrs, 'inputShape'>;

/** Numbers in the matrix of columns that exists at a time: small enough for the cache, 1 MiB. */
const COLUMN_NUMBERS = 262_144;

/**
 * The gradient of a convolution with respect to its input, and a transposed convolution's way forward. TensorFlow.js has
 * it on wasm, 2 to 13 times slower (measured):
 *
 * `dx[n, y·s + r·d − top, z·s + q·d − left, i] += dy[n, y, z, o] · w[r, q, i, o]` for all `n, y, z, r, q, o`.
 */
export const conv2dBackpropInput = wasmKernel<tf.Conv2DBackpropInputInputs, Attributes>(
  tf.Conv2DBackpropInput,
  ({ inputs: { dy, filter }, attributes, backend }) => {
    const info = convolutionInfo(attributes.inputShape, filter.shape, attributes);
    const padding = fullPadding(dy.shape, info);
    const plain = info.strideHeight === 1 && info.strideWidth === 1 && padding.every((size) => size >= 0);
    return plain ? asConvolution(backend, dy, filter, info, padding) : asColumns(backend, dy, filter, info);
  },
);

type Padding = readonly [top: number, bottom: number, left: number, right: number];

/** The padding of `dy` with which a convolution of stride 1 gives the size of the input. */
function fullPadding(shape: readonly number[], info: ConvolutionInfo): Padding {
  const [, height = 0, width = 0] = shape;
  const rows = (info.filterHeight - 1) * info.dilationHeight;
  const columns = (info.filterWidth - 1) * info.dilationWidth;
  const { top, left } = info.padInfo;
  return [rows - top, info.inHeight - height + top, columns - left, info.inWidth - width + left];
}

/** Without a stride: the convolution of `dy` with the filter turned by 180°, its channels exchanged. */
function asConvolution(
  backend: BackendWasm,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  { dilationHeight, dilationWidth }: ConvolutionInfo,
  [top, bottom, left, right]: Padding,
): tf.TensorInfo {
  const turned = runKernel(backend, tf.Reverse, { x: filter }, { dims: [0, 1] });
  const exchanged = runKernel(backend, tf.Transpose, { x: turned }, { perm: [0, 1, 3, 2] });
  const result = runKernel(
    backend,
    tf.Conv2D,
    { x: dy, filter: exchanged },
    {
      strides: 1,
      dilations: [dilationHeight, dilationWidth],
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  );
  free(backend, turned, exchanged);
  return result;
}

/** With a stride: each pixel's share in a row of columns, by products of matrices; then the columns summed where they lie. */
function asColumns(
  backend: BackendWasm,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  info: ConvolutionInfo,
): tf.TensorInfo {
  const [batch, height, width, channels] = dy.shape as [number, number, number, number];
  const columns = info.filterHeight * info.filterWidth * info.inChannels;
  const pixels = height * width;
  const images = Math.max(1, Math.min(batch, Math.floor(COLUMN_NUMBERS / (columns * pixels))));
  const result = backend.makeOutput(info.inShape, 'float32');
  floats(backend, result).fill(0);
  const weights = runKernel(backend, tf.Transpose, { x: view(filter, [columns, channels]) }, { perm: [1, 0] });
  for (let first = 0; first < batch; first += images) {
    const count = Math.min(images, batch - first);
    const size = [count, height, width, channels];
    const part = runKernel(backend, tf.Slice, { x: dy }, { begin: [first, 0, 0, 0], size });
    const share = runKernel(
      backend,
      tf.BatchMatMul,
      { a: view(part, [count * pixels, channels]), b: weights },
      { transposeA: false, transposeB: false },
    );
    addColumns(floats(backend, result), floats(backend, share), info, { first, count, height, width });
    free(backend, part, share);
  }
  free(backend, weights);
  return result;
}

interface Part {
  readonly first: number;
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

function addColumns(into: Float32Array, columns: Float32Array, info: ConvolutionInfo, part: Part): void {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = info;
  let from = 0;
  for (let image = part.first; image < part.first + part.count; image++) {
    for (let y = 0; y < part.height; y++) {
      for (let z = 0; z < part.width; z++) {
        for (let r = 0; r < filterHeight; r++) {
          const row = y * strideHeight + r * dilationHeight - padInfo.top;
          for (let q = 0; q < filterWidth; q++, from += inChannels) {
            const column = z * strideWidth + q * dilationWidth - padInfo.left;
            if (row < 0 || row >= inHeight || column < 0 || column >= inWidth) continue;
            const to = ((image * inHeight + row) * inWidth + column) * inChannels;
            for (let channel = 0; channel < inChannels; channel++) into[to + channel]! += columns[from + channel]!;
          }
        }
      }
    }
  }
}

import * as tf from '@tensorflow/tfjs';

import { kernel, type Attributes, type GradientRepair } from './repair.js';

/** Where the windows of a pooling lie along one axis. */
interface Axis {
  readonly size: number;
  readonly positions: number;
  readonly filter: number;
  readonly stride: number;
  readonly before: number;
}

/**
 * How many values a window has for each one that lies in the image, not in the padding; 0 where none does. Undefined where that is
 * 1 everywhere.
 */
function excess(axes: readonly Axis[]): tf.Tensor | undefined {
  const perAxis = axes.map(({ size, positions, filter, stride, before }) =>
    Array.from({ length: positions }, (_, position) => {
      const first = position * stride - before;
      const within = Math.min(size, first + filter) - Math.max(0, first);
      return within > 0 ? filter / within : 0;
    }),
  );
  if (perAxis.flat().every((share) => share === 1)) return undefined;
  const all = perAxis.reduce((products, shares) => products.flatMap((a) => shares.map((b) => a * b)), [1]);
  return tf.tensor(all, [1, ...axes.map(({ positions }) => positions), 1]);
}

type Pad = Parameters<typeof tf.backend_util.computePool2DInfo>[4];
type Rounding = Parameters<typeof tf.backend_util.computePool2DInfo>[5];
type Three = [number, number, number];

function axes2d(image: readonly number[], { filterSize, strides, pad, dimRoundingMode }: Attributes): Axis[] {
  const info = tf.backend_util.computePool2DInfo(
    image as [number, number, number, number],
    filterSize as number,
    strides as number,
    1,
    pad as Pad,
    dimRoundingMode as Rounding,
  );
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } =
    info;
  return [
    { size: inHeight, positions: outHeight, filter: filterHeight, stride: strideHeight, before: padInfo.top },
    { size: inWidth, positions: outWidth, filter: filterWidth, stride: strideWidth, before: padInfo.left },
  ];
}

function axes3d(image: readonly number[], { filterSize, strides, pad, dimRoundingMode }: Attributes): Axis[] {
  const info = tf.backend_util.computePool3DInfo(
    image as [number, ...Three, number],
    filterSize as Three,
    strides as Three,
    1,
    pad as 'same',
    dimRoundingMode as Rounding,
  );
  const { inDepth, outDepth, filterDepth, strideDepth, padInfo } = info;
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth } = info;
  return [
    { size: inDepth, positions: outDepth, filter: filterDepth, stride: strideDepth, before: padInfo.front },
    { size: inHeight, positions: outHeight, filter: filterHeight, stride: strideHeight, before: padInfo.top },
    { size: inWidth, positions: outWidth, filter: filterWidth, stride: strideWidth, before: padInfo.left },
  ];
}

/**
 * Backends do not agree on padded windows: TensorFlow.js's kernels divide by all of a window on the way back, TensorFlow's by the values
 * of the image, as on the way there. So the padding is made part of an image, which is cut out again.
 */
const pooling = (forward: string, back: string): GradientRepair => ({
  kernel: forward,
  inputs: ['x'],
  gradient: (dy, [x], attributes) => ({
    x() {
      const axes = x!.rank === 5 ? axes3d(x!.shape, attributes) : axes2d(x!.shape, attributes);
      const shares = excess(axes);
      if (shares === undefined) return kernel(back, { dy, input: x! }, attributes);
      const paddings = axes.map(({ size, positions, filter, stride, before }): [number, number] => [
        before,
        Math.max(0, (positions - 1) * stride + filter - before - size),
      ]);
      const padded = tf.pad(x!, [[0, 0], ...paddings, [0, 0]]);
      const all = kernel(back, { dy: tf.mul(dy, shares), input: padded }, { ...attributes, pad: 'valid' });
      return tf.slice(all, [0, ...axes.map(({ before }) => before), 0], x!.shape);
    },
  }),
});

const gradientOfPooling = (forward: string, back: string, more: Attributes = {}): GradientRepair => ({
  kernel: back,
  inputs: ['input'],
  gradient: (dd, [input], attributes) => ({
    dy: () => kernel(forward, { x: dd }, { ...more, ...attributes }),
    input: () => tf.zerosLike(input!),
  }),
});

/** Gradients of average poolings, and of their gradients. */
export const averagePooling: readonly GradientRepair[] = [
  pooling(tf.AvgPool, tf.AvgPoolGrad),
  pooling(tf.AvgPool3D, tf.AvgPool3DGrad),
  gradientOfPooling(tf.AvgPool, tf.AvgPoolGrad),
  gradientOfPooling(tf.AvgPool3D, tf.AvgPool3DGrad, { dataFormat: 'NDHWC' }),
];

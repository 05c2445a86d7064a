import * as tf from '@tensorflow/tfjs';

import { averagePooling } from './average-pooling.js';
import { isTapeOn, kernel, type GradientRepair } from './repair.js';

/** The gradient of a kernel that is linear in `dy`, by the kernel forward; what else it is given only tells shapes. */
const linear = (
  name: string,
  forward: string,
  input: string,
  shaped: string,
  more: (dy: tf.Tensor) => Record<string, unknown> = () => ({}),
): GradientRepair => ({
  kernel: name,
  inputs: ['dy', shaped],
  gradient: (dd, [dy, image], attributes) => ({
    dy: () => kernel(forward, { [input]: dd }, { ...attributes, ...more(dy!) }),
    [shaped]: () => tf.zerosLike(image!),
  }),
});

const size = ({ shape }: tf.Tensor): Record<string, unknown> => ({ size: shape.slice(1, 3) });

/** `y = x · s^-β` with `s = bias + α · Σ x²` over near channels, by ops that can be differentiated again. */
function composedLrnGradient(dy: tf.Tensor, x: tf.Tensor, attributes: Readonly<Record<string, unknown>>): tf.Tensor {
  const { depthRadius, bias, alpha, beta } = attributes as Record<string, number>;
  const channels = tf.range(0, x.shape[3]!);
  const apart = tf.abs(tf.sub(tf.expandDims(channels, 1), channels));
  const isNear = tf.cast(tf.lessEqual(apart, depthRadius!), 'float32');
  const nearby = (of: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.matMul(tf.reshape(of, [-1, x.shape[3]!]), isNear), x.shape);
  const s = tf.add(bias!, tf.mul(alpha!, nearby(tf.square(x))));
  const power = tf.pow(s, -beta!);
  const crossed = nearby(tf.mul(tf.mul(dy, x), tf.div(power, s)));
  return tf.sub(tf.mul(dy, power), tf.mul(2 * alpha! * beta!, tf.mul(x, crossed)));
}

/** Gradients of average poolings, resizings and other functions of images, and of their gradients. */
export const images: readonly GradientRepair[] = [
  ...averagePooling,
  linear(tf.ResizeBilinearGrad, tf.ResizeBilinear, 'images', 'images', size),
  linear(tf.ResizeNearestNeighborGrad, tf.ResizeNearestNeighbor, 'images', 'images', size),
  {
    kernel: tf.LRN,
    inputs: ['x'],
    outputs: [true],
    gradient: (dy, [x, y], attributes) => ({
      x: () =>
        isTapeOn() ? composedLrnGradient(dy, x!, attributes) : kernel(tf.LRNGrad, { x: x!, y: y!, dy }, attributes),
    }),
  },
  {
    kernel: tf.DepthToSpace,
    gradient(dy, _, attributes) {
      const { blockSize: block, dataFormat } = attributes as { blockSize: number; dataFormat: string };
      const isFirst = dataFormat === 'NCHW';
      return {
        x() {
          const image = isFirst ? tf.transpose(dy, [0, 2, 3, 1]) : dy;
          const [batch, height, width, channels] = image.shape as [number, number, number, number];
          const [rows, columns] = [height / block, width / block];
          const apart = tf.reshape(image, [batch, rows, block, columns, block * channels]);
          const joined = tf.reshape(tf.transpose(apart, [0, 1, 3, 2, 4]), [
            batch,
            rows,
            columns,
            block * block * channels,
          ]);
          return isFirst ? tf.transpose(joined, [0, 3, 1, 2]) : joined;
        },
      };
    },
  },
  {
    kernel: tf.FlipLeftRight,
    gradient: (dy) => ({ image: () => tf.reverse(dy, 2) }),
  },
];

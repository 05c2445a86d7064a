import { ndArray, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Images of 3 by 3 pixels and two channels, of values from 0 to 1, for conformance. */
export function pictures(count: number, from: number): NdArray {
  const data = Float32Array.from({ length: count * 18 }, (_, at) => (((at + from) * 7919) % 64) / 64);
  return ndArray(data, { shape: [count, 3, 3, 2] });
}

/** A small network for conformance: the means of squares and products of channels. */
export function smallNetwork(images: tf.Tensor4D): tf.Tensor2D {
  const mixed = tf.matMul(tf.reshape(images, [-1, 2]), tf.tensor2d([1, 0.5, -1, 0.25, 1, 2], [2, 3]));
  return tf.mean(tf.reshape(tf.square(mixed), [images.shape[0], 9, 3]), 1);
}

/** What metrics of generated and real images are checked with. */
export const imageSetsConformance = {
  batch: { prediction: pictures(6, 0), target: pictures(6, 5) },
  weights: false,
} as const;

/** The same network with two layers. */
export function smallLayers(images: tf.Tensor4D): tf.Tensor4D[] {
  const kernel = tf.tensor4d([1, 0.5, -1, 0.25, 1, 2], [1, 1, 2, 3]);
  const first = tf.relu(tf.conv2d(images, kernel, 1, 'same'));
  return [first, tf.avgPool(first, 3, 1, 'valid')];
}

/** What metrics of pairs of images are checked with. */
export const imagePairsConformance = { batch: { prediction: pictures(6, 0), target: pictures(6, 5) } } as const;

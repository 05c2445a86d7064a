import { sizeOf } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { isClass } from '../labels.js';
import type { SegmentationSettings } from './segmentation-options.js';
import { formatsOf } from './sides.js';

/** How many pixels of each image are of each class, float32 `[batch, classes]`. */
export interface PixelCounts {
  /** On both sides. */
  readonly both: tf.Tensor;
  /** In the prediction. */
  readonly predicted: tf.Tensor;
  /** In the target. */
  readonly right: tf.Tensor;
  /** How many pixels have no class, a scalar. */
  readonly invalid: tf.Tensor;
}

/**
 * Counts the pixels of each image and class; without the background there is one class less, unless it is the only one.
 *
 * @throws `LML_SHAPE_MISMATCH` for sides that do not fit each other or the number of classes.
 */
export function pixelCounts(
  name: string,
  { inputFormat, includeBackground }: SegmentationSettings,
  classes: number,
  prediction: tf.Tensor,
  target: tf.Tensor,
): PixelCounts {
  const formats = formatsOf(name, inputFormat, classes, prediction.shape, target.shape);
  const [batch = 0, ...pixels] = formats.shape;
  const places = sizeOf(pixels);
  const sides = [
    { values: prediction, isIndex: formats.predictionIsIndex },
    { values: target, isIndex: formats.targetIsIndex },
  ].map(({ values, isIndex }) => {
    if (!isIndex) return { masks: masksOf(tf.reshape(values, [batch, places, classes])), invalid: noMasks(values) };
    const labels = tf.reshape(values, [batch, places]);
    const fits = isClass(labels, classes);
    return { masks: oneHot(tf.cast(labels, 'int32'), classes), invalid: tf.sum(tf.cast(tf.logicalNot(fits), 'int32')) };
  });
  const [one, other] = sides.map(({ masks }) =>
    includeBackground || classes === 1 ? masks : tf.slice(masks, [0, 0, 1], [batch, places, classes - 1]),
  ) as [tf.Tensor, tf.Tensor];
  return {
    both: tf.sum(tf.mul(one, other), 1),
    predicted: tf.sum(one, 1),
    right: tf.sum(other, 1),
    invalid: tf.add(sides[0]!.invalid, sides[1]!.invalid),
  };
}

/** How many classes are counted. */
export function countedClasses({ includeBackground }: SegmentationSettings, classes: number): number {
  return includeBackground || classes === 1 ? classes : classes - 1;
}

/** Masks as 0 and 1: of scores the largest, of whole numbers and truth values those that are not 0. */
function masksOf(values: tf.Tensor): tf.Tensor {
  if (values.dtype === 'float32') return oneHot(tf.argMax(values, -1), values.shape.at(-1)!);
  return tf.cast(tf.notEqual(values, tf.scalar(0, values.dtype)), 'float32');
}

function oneHot(labels: tf.Tensor, classes: number): tf.Tensor {
  return tf.cast(tf.equal(tf.expandDims(labels, -1), tf.range(0, classes, 1, 'int32')), 'float32');
}

/** How many whole numbers are neither 0 nor 1: numbers of classes, taken for masks because an image is as wide as there are classes. */
function noMasks(values: tf.Tensor): tf.Tensor {
  if (values.dtype !== 'int32') return tf.scalar(0, 'int32');
  return tf.sum(tf.cast(tf.notEqual(values, tf.mul(values, values)), 'int32'));
}

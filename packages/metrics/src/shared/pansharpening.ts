import { asFloat, requireImages, ShapeMismatchError, showShape, type TensorMetricInput } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { requireSize } from './image-scores.js';
import { QUALITY_WINDOW, qualityOfChannels } from './universal-quality.js';

const LEAST = QUALITY_WINDOW.down.length;
const TOO_SMALL = `Quality is compared in windows of ${LEAST} pixels.`;

/** Options of how far fused images are from the sharp grey one, as entries of a zod object. */
export const spatialShape = {
  /** The power to which differences are averaged. Default: `1`. */
  normOrder: z.int().positive().default(1).describe('The power to which differences are averaged.'),
  /**
   * How many pixels wide and high the window is that blurs the sharp grey image, where no blurred one is given. Default:
   * `7`.
   */
  windowSize: z
    .int()
    .positive()
    .max(512)
    .default(7)
    .describe(
      'How many pixels wide and high the window is that blurs the sharp grey image, where no blurred one is given.',
    ),
};

/**
 * Complains where fused images `[batch, height, width, channels]` and coarse ones do not fit.
 *
 * @throws `LML_SHAPE_MISMATCH`.
 */
export function checkFused(name: string, fused: tf.Tensor, coarse: tf.Tensor): void {
  for (const images of [fused, coarse]) {
    requireImages(name, images);
    requireSize(name, images, [LEAST, LEAST], TOO_SMALL);
  }
  if (fused.shape[0] === coarse.shape[0] && fused.shape[3] === coarse.shape[3]) return;
  throw unfit(name, `prediction and target of as many images and channels`, { prediction: fused, target: coarse });
}

/**
 * Complains where the sharp grey images `pan`, or coarse ones of them, `coarse`, do not fit to fused and coarse ones.
 *
 * @throws `LML_SHAPE_MISMATCH`.
 */
export function checkPan(
  name: string,
  { prediction, target, pan, coarse }: TensorMetricInput,
  windowSize: number,
): void {
  checkFused(name, prediction, target);
  const [batch, height, width, channels] = prediction.shape as [number, number, number, number];
  const [, rows, columns] = target.shape as [number, number, number];
  const times = 'a prediction whose height and width are multiples of those of the target';
  if (height % rows !== 0 || width % columns !== 0) throw unfit(name, times, { prediction, target });
  const isLike = (images: tf.Tensor, [tall, wide]: readonly [number, number]): boolean =>
    [`${batch},${tall},${wide},${channels}`, `${batch},${tall},${wide},1`].includes(images.shape.join());
  const like = 'of one channel or as many';
  if (!isLike(pan!, [height, width]))
    throw unfit(name, `pan as large as the prediction, ${like}`, { prediction, pan: pan! });
  if (coarse !== undefined && !isLike(coarse, [rows, columns]))
    throw unfit(name, `coarse as large as the target, ${like}`, { target, coarse });
  if (coarse === undefined && windowSize >= Math.min(rows, columns))
    throw unfit(name, `a target larger than windowSize, ${windowSize}`, { target });
}

function unfit(name: string, wanted: string, received: Readonly<Record<string, tf.Tensor>>): ShapeMismatchError {
  const shapes = Object.entries(received).map(([key, { shape }]) => `${key} ${showShape(shape)}`);
  return new ShapeMismatchError(`${name} needs ${wanted}, got ${shapes.join(' and ')}.`);
}

/** How much the likeness of channels to each other differs between fused and coarse images, `[batch]`. */
export function spectralDistortion(fused: tf.Tensor, coarse: tf.Tensor, power: number): tf.Tensor {
  const [batch, channels] = [fused.shape[0], fused.shape[3]!];
  if (channels === 1) return tf.zeros([batch]);
  const pairs = Array.from({ length: channels }, (_, one) =>
    Array.from({ length: channels - one - 1 }, (_other, behind) => [one, one + behind + 1] as const),
  ).flat();
  const sideOf = (images: tf.Tensor, side: 0 | 1): tf.Tensor =>
    tf.gather(images, tf.tensor1d(pairs.map((pair) => pair[side]), 'int32'), 3); // prettier-ignore
  const likeness = (images: tf.Tensor): tf.Tensor => qualityOfChannels(sideOf(images, 0), sideOf(images, 1));
  return powerMean(tf.sub(likeness(coarse), likeness(fused)), power);
}

/** How much the likeness of each channel to the sharp grey image differs between fused and coarse images, `[batch]`. */
export function spatialDistortion(input: TensorMetricInput, power: number, windowSize: number): tf.Tensor {
  const { prediction, target } = input;
  const pan = asFloat(input['pan']!);
  const [, rows, columns, channels] = target.shape as [number, number, number, number];
  const ofEach = (images: tf.Tensor): tf.Tensor =>
    images.shape[3] === channels ? images : tf.tile(images, [1, 1, 1, channels]);
  const coarse = input['coarse'] ? asFloat(input['coarse']) : coarsened(pan, [rows, columns], windowSize);
  const ofCoarse = qualityOfChannels(target, ofEach(coarse));
  const ofFused = qualityOfChannels(prediction, ofEach(pan));
  return powerMean(tf.sub(ofCoarse, ofFused), power);
}

/** The mean of powers of distances, and its root, along the last axis. */
function powerMean(distances: tf.Tensor, power: number): tf.Tensor {
  const sizes = tf.abs(distances);
  return power === 1 ? tf.mean(sizes, -1) : tf.pow(tf.mean(tf.pow(sizes, power), -1), 1 / power);
}

/** Images that are blurred by the mean of a window and made smaller: along each axis by one matrix. */
function coarsened(images: tf.Tensor, [rows, columns]: readonly [number, number], window: number): tf.Tensor {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const down = tf.matMul(shrinking(height, rows, window), tf.reshape(images, [batch, height, width * channels]));
  const turned = tf.transpose(tf.reshape(down, [batch, rows, width, channels]), [0, 1, 3, 2]);
  const across = tf.matMul(tf.reshape(turned, [batch, rows * channels, width]), shrinking(width, columns, window), false, true); // prettier-ignore
  return tf.transpose(tf.reshape(across, [batch, rows, channels, columns]), [0, 1, 3, 2]);
}

/**
 * The weights `[1, less, size]` by which an axis is smoothed, mirrored beyond its ends with the last place, and then sampled in the middle
 * of as many equal parts: between two places where that is the middle.
 */
function shrinking(size: number, less: number, window: number): tf.Tensor {
  const weights = new Float32Array(less * size);
  const times = size / less;
  const add = (row: number, middle: number, share: number): void => {
    for (let step = 0; step < window; step++) {
      const place = middle - Math.floor(window / 2) + step;
      const within = place < 0 ? -place - 1 : place < size ? place : 2 * size - 1 - place;
      weights[row * size + within]! += share / window;
    }
  };
  for (let row = 0; row < less; row++) {
    const middle = (row + 0.5) * times - 0.5;
    add(row, Math.floor(middle), 0.5);
    add(row, Math.ceil(middle), 0.5);
  }
  return tf.tensor3d(weights, [1, less, size]);
}

import type { reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** The option of losses of boxes, as an entry of a zod object. */
export const boxShape = {
  /** What is added to areas and lengths that something is divided by. Default: `1e-7`. */
  eps: z.number().positive().default(1e-7).describe('What is added to areas and lengths that something is divided by.'),
};

/** The options of losses of boxes. */
export interface BoxLossOptions
  extends z.input<z.ZodObject<typeof boxShape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** What losses of boxes are checked with. */
export const boxConformance = {
  prediction: { shape: [2, 4], values: [0, 0, 2, 3, 1, 1, 4, 2.5] },
  target: { shape: [2, 4], values: [0.5, 0.25, 3, 2, 5, 1, 6, 2] },
};

/** What box losses are made of, one number a pair of boxes. */
export interface BoxOverlap {
  /** Intersection over union. */
  readonly iou: tf.Tensor;
  /** The area that either covers. */
  readonly union: tf.Tensor;
  /** The area of the smallest box around both. */
  readonly hullArea: tf.Tensor;
  /** The squared distance of the centres by the squared diagonal of the smallest box around both. */
  readonly distance: tf.Tensor;
  /** How little the proportions agree: (2/π · difference of the angles of the diagonals)². */
  readonly unlikeness: tf.Tensor;
}

/** Compares boxes `[…, 4]`, each x1, y1, x2, y2. */
export function overlapOf(prediction: tf.Tensor, target: tf.Tensor, eps: number): BoxOverlap {
  const [left, top, right, bottom] = tf.unstack(prediction, -1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const [left2, top2, right2, bottom2] = tf.unstack(target, -1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const [width, height] = [tf.sub(right, left), tf.sub(bottom, top)];
  const [width2, height2] = [tf.sub(right2, left2), tf.sub(bottom2, top2)];
  const across = tf.relu(tf.sub(tf.minimum(right, right2), tf.maximum(left, left2)));
  const down = tf.relu(tf.sub(tf.minimum(bottom, bottom2), tf.maximum(top, top2)));
  const intersection = tf.mul(across, down);
  const union = tf.sub(tf.add(tf.mul(width, height), tf.mul(width2, height2)), intersection);
  const hullWidth = tf.sub(tf.maximum(right, right2), tf.minimum(left, left2));
  const hullHeight = tf.sub(tf.maximum(bottom, bottom2), tf.minimum(top, top2));
  const aside = tf.sub(tf.add(left, right), tf.add(left2, right2));
  const above = tf.sub(tf.add(top, bottom), tf.add(top2, bottom2));
  const apart = tf.div(tf.add(tf.square(aside), tf.square(above)), 4);
  const diagonal = tf.add(tf.add(tf.square(hullWidth), tf.square(hullHeight)), eps);
  const turn = tf.sub(tf.atan(tf.div(width2, height2)), tf.atan(tf.div(width, height)));
  return {
    iou: tf.div(intersection, tf.add(union, eps)),
    union,
    hullArea: tf.mul(hullWidth, hullHeight),
    distance: tf.div(apart, diagonal),
    unlikeness: tf.mul(4 / Math.PI ** 2, tf.square(turn)),
  };
}

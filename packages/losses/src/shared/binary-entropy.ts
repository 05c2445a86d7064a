import type { Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { perClass } from './binary-shape.js';

/**
 * The binary cross-entropy of logits x against targets y from 0 to 1, `(1 − y) x + (1 + (p − 1) y) ln(1 + e^−x)`, element by element; p,
 * what positive targets count, is 1 unless given. Stable for logits of any size.
 */
export function binaryEntropy({ prediction, target }: Elements, positive?: tf.Tensor): tf.Tensor {
  const surprise = tf.softplus(tf.neg(prediction));
  const counted = positive === undefined ? surprise : tf.mul(tf.add(1, tf.mul(tf.sub(positive, 1), target)), surprise);
  return tf.add(tf.mul(tf.sub(1, target), prediction), counted);
}

/** How {@link weightedEntropy} weighs classes and moves targets. */
export interface WeightedEntropyOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What each class counts, along the last axis. */
  readonly weight?: readonly number[] | undefined;
  /** What positive targets count, of all or of each class. */
  readonly posWeight?: number | readonly number[] | tf.Tensor | undefined;
  /** How far targets are moved from 0 and 1 towards 1/2. */
  readonly labelSmoothing: number;
}

/**
 * The {@link binaryEntropy} of smoothed targets, with weights for classes and for positive targets.
 *
 * @throws `LML_SHAPE_MISMATCH` for weights of another number of classes.
 */
export function weightedEntropy(options: WeightedEntropyOptions, { prediction, target }: Elements): tf.Tensor {
  const { name, weight, posWeight, labelSmoothing } = options;
  const smoothed = labelSmoothing === 0 ? target : tf.add(tf.mul(target, 1 - labelSmoothing), labelSmoothing / 2);
  const values = binaryEntropy({ prediction, target: smoothed }, perClass(name, 'posWeight', posWeight, prediction));
  const ofClass = perClass(name, 'weight', weight, prediction);
  return ofClass === undefined ? values : tf.mul(values, ofClass);
}

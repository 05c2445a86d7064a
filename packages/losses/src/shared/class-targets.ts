import { alignWeight, asFloat, classRows, InvalidArgumentError, sizeOf, sumAll } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** How targets of classes are weighted. */
export interface ClassTargetOptions {
  readonly name: string;
  readonly classes: number;
  readonly classWeight: tf.Tensor | undefined;
  readonly weight: tf.Tensor | undefined;
  readonly ignoreIndex: number;
  readonly labelSmoothing: number;
  readonly meanOver: 'weights' | 'samples' | undefined;
}

/** Targets as rows of weights for the classes, `[…, classes]`, and what their mean divides by. */
export interface ClassTargets {
  readonly rows: tf.Tensor;
  readonly total: () => tf.Tensor | number;
}

/** The rows of class indices, `[batch, …]`. The mean divides by the weights of samples times those of their classes. */
export function indexTargets(target: tf.Tensor, options: ClassTargetOptions): ClassTargets {
  const { name, classes, classWeight, weight, ignoreIndex, labelSmoothing } = options;
  let hot = classRows(target, { classes, ignoreIndex });
  if (weight !== undefined) hot = tf.mul(hot, tf.expandDims(alignWeight(name, weight, target.shape).weight, -1));
  const weigh = (rows: tf.Tensor): tf.Tensor => (classWeight === undefined ? rows : tf.mul(rows, classWeight));
  const weighted = weigh(hot);
  const total = (): tf.Tensor => sumAll(options.meanOver === 'samples' ? hot : weighted);
  if (labelSmoothing === 0) return { rows: weighted, total };
  const spread = tf.mul(tf.sum(hot, -1, true), labelSmoothing / classes);
  return { rows: tf.add(tf.mul(weighted, 1 - labelSmoothing), weigh(spread)), total };
}

/** The rows of probabilities, `[batch, …, classes]`. The mean divides by the weights of samples alone. */
export function probabilityTargets(target: tf.Tensor, options: ClassTargetOptions): ClassTargets {
  const { name, classes, classWeight, weight, ignoreIndex, labelSmoothing } = options;
  if (ignoreIndex >= 0) {
    const remedy = 'Probabilities have no index that could be ignored: give class indices, or sample weights of 0.';
    throw new InvalidArgumentError('ignoreIndex', 'left out for targets that are probabilities', ignoreIndex, remedy);
  }
  const samples = target.shape.slice(0, -1);
  let rows = asFloat(target);
  if (labelSmoothing > 0) rows = tf.add(tf.mul(rows, 1 - labelSmoothing), labelSmoothing / classes);
  if (classWeight !== undefined) rows = tf.mul(rows, classWeight);
  if (weight === undefined) return { rows, total: () => sizeOf(samples) };
  const aligned = alignWeight(name, weight, samples);
  rows = tf.mul(rows, tf.expandDims(aligned.weight, -1));
  return { rows, total: () => tf.mul(sumAll(aligned.weight), aligned.repeats) };
}

import { requireSameShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** The option `zeroMean` of metrics of signals, as an entry of a zod object. */
export const zeroMeanShape = {
  /** Whether the mean of each signal is subtracted first. Default: `false`. */
  zeroMean: z.boolean().default(false).describe('Whether the mean of each signal is subtracted first.'),
};

/** What is added to energies, so that silence has a ratio: the step from 1 to the next float32. */
const EPSILON = 2 ** -23;

/** The axes that a metric of signals needs: those before the ones of a signal, and the names of these. */
export function checkSignals(name: string, axes = 'time'): (prediction: tf.Tensor, target: tf.Tensor) => void {
  const least = axes.split(',').length + 1;
  return (prediction, target) => {
    requireSameShape(name, prediction, target);
    if (prediction.rank >= least) return;
    throw new ShapeMismatchError(`${name} needs signals [batch, …, ${axes}], got ${showShape(prediction.shape)}.`);
  };
}

/** Signals without their mean, along the last axis, if asked for. */
export function centredSignals(signals: tf.Tensor, zeroMean: boolean): tf.Tensor {
  return zeroMean ? tf.sub(signals, tf.mean(signals, -1, true)) : signals;
}

/** How much more energy signals have than what disturbs them, in decibels, along some last axes. */
export function decibels(signal: tf.Tensor, noise: tf.Tensor, axes = 1): tf.Tensor {
  const ratio = tf.div(energy(signal, axes), energy(noise, axes));
  return tf.mul(10 / Math.LN10, tf.log(ratio));
}

/** The sum of squares along some last axes, one after the other. */
function energy(signal: tf.Tensor, axes: number): tf.Tensor {
  let sum: tf.Tensor = tf.square(signal);
  for (let axis = 0; axis < axes; axis++) sum = tf.sum(sum, -1);
  return tf.add(sum, EPSILON);
}

/** Targets scaled so that they are nearest to predictions, one scale for what some last axes hold. */
export function scaledTarget(prediction: tf.Tensor, target: tf.Tensor, axes = 1): tf.Tensor {
  let [product, square]: tf.Tensor[] = [tf.mul(prediction, target), tf.square(target)];
  for (let axis = 1; axis <= axes; axis++)
    [product, square] = [tf.sum(product!, -axis, true), tf.sum(square!, -axis, true)];
  return tf.mul(tf.div(tf.add(product!, EPSILON), tf.add(square!, EPSILON)), target);
}

/** How much louder targets, scaled, are in predictions than all else, in decibels, along the last axis. */
export function scaleInvariantRatio(
  { prediction, target }: { prediction: tf.Tensor; target: tf.Tensor },
  zeroMean: boolean,
): tf.Tensor {
  const [given, right] = [centredSignals(prediction, zeroMean), centredSignals(target, zeroMean)];
  const scaled = scaledTarget(given, right);
  return decibels(scaled, tf.sub(scaled, given));
}

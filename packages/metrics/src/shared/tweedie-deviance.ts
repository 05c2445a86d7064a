import type { Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Up to which difference, relative to the prediction, the series is used. */
const NEAR = 0.35;
/** The terms of the series: the last one is below float32's digits. */
const TERMS = 16;

/** The deviance of each prediction x and target y: $`2 x^{2 - p} f(y / x)`$, whose f is smallest, 0, at 1. */
export function tweedieDeviance({ prediction, target }: Elements, power: number): tf.Tensor {
  const difference = tf.sub(target, prediction);
  if (power === 0) return tf.square(difference);
  const relative = tf.div(difference, prediction);
  const exponent = 2 - power;
  const far = farDeviance(tf.div(target, prediction), relative, exponent);
  const near = nearDeviance(tf.clipByValue(relative, -NEAR, NEAR), exponent);
  const scale = tf.mul(2, tf.pow(prediction, exponent));
  return tf.mul(scale, tf.where(tf.less(tf.abs(relative), NEAR), near, far));
}

/** f as it is defined; t is y / x, and r is t - 1. */
function farDeviance(t: tf.Tensor, r: tf.Tensor, exponent: number): tf.Tensor {
  if (exponent === 0) return tf.sub(r, tf.log(t));
  if (exponent === 1) return tf.sub(tf.where(tf.greater(t, 0), tf.mul(t, tf.log(t)), 0), r);
  const power = tf.div(tf.pow(tf.maximum(t, 0), exponent), exponent * (exponent - 1));
  return tf.add(tf.sub(power, tf.div(t, exponent - 1)), 1 / exponent);
}

/** f by its series in r, whose terms do not cancel as those of the definition do. */
function nearDeviance(r: tf.Tensor, exponent: number): tf.Tensor {
  const coefficients = [1 / 2];
  for (let k = 3; k < TERMS + 2; k++) coefficients.push((coefficients.at(-1)! * (exponent - k + 1)) / k);
  const series = coefficients.reduceRight<tf.Tensor | number>((sum, one) => tf.add(tf.mul(sum, r), one), 0);
  return tf.mul(tf.square(r), series);
}

/** Where a prediction or a target is outside the distribution of some power. */
export function isOutsideTweedie({ prediction, target }: Elements, power: number): tf.Tensor {
  const outside = tf.lessEqual(prediction, 0);
  if (power < 1) return outside;
  return tf.logicalOr(outside, power < 2 ? tf.less(target, 0) : tf.lessEqual(target, 0));
}

/** What predictions and targets must be, in words. */
export function tweedieDomain(power: number): string {
  const targets = power < 1 ? '' : power < 2 ? ', with targets of at least 0' : ', with targets above 0';
  return `predictions above 0${targets} for the power ${power}`;
}

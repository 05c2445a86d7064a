import { InvalidArgumentError } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { asTensor } from '../shared/affine-scaler.js';
import { addMoments, isConstant, noMoments } from '../shared/moments.js';
import { minimumBetween, minimumNear } from './minimum.js';

/** A family of monotonic functions, told apart by one number, λ. */
interface Power {
  /** λ of the greatest likelihood that values, of which none is missing, are normally distributed after the change. */
  fit(values: Float64Array, feature: string): number;
  apply(values: Float64Array, lambda: number): Float64Array;
  /** Undoes it, in TensorFlow.js ops: [..., features], each with a λ of its own. */
  invert(prediction: tf.Tensor, lambdas: Float64Array): tf.Tensor;
}

/** Larger numbers are out of reach of float64 after a few more operations. */
const LARGEST = Number.MAX_VALUE / 10_000;
const SMALLEST_NORMAL = 2 ** -1022;

const boxCox: Power = {
  fit(values, feature) {
    requireValues(values, feature);
    if (values.every((value) => value === values[0]))
      throw new InvalidArgumentError(
        `The feature '${feature}'`,
        'of different values, as Box and Cox’s power has no best exponent for a constant',
        values[0],
        "Choose method: 'yeo-johnson', which leaves it as it is.",
      );
    const logs = values.map(Math.log);
    const sum = logs.reduce((total, value) => total + value, 0);
    const lambda = minimumNear((own) => (values.length / 2) * boxCoxLogVariance(logs, own) - (own - 1) * sum, -2, 2);
    return withinReach(values, lambda);
  },
  apply: (values, lambda) => values.map((value) => boxCoxOf(value, lambda)),
  invert(prediction, lambdas) {
    const safe = lambdas.map((lambda) => (lambda === 0 ? 1 : lambda));
    const powers = tf.pow(tf.add(tf.mul(prediction, asTensor(safe)), 1), asTensor(safe.map((lambda) => 1 / lambda)));
    return chosen(
      lambdas.map((lambda) => Number(lambda === 0)),
      tf.exp(prediction),
      powers,
    );
  },
};

const yeoJohnson: Power = {
  fit(values, feature) {
    requireValues(values, feature);
    const moments = noMoments();
    addMoments(moments, values);
    if (isConstant(moments)) return 1;
    const slope = values.reduce((total, value) => total + Math.sign(value) * Math.log1p(Math.abs(value)), 0);
    const [low, high] = yeoJohnsonBounds(values);
    return minimumBetween(
      (lambda) => {
        const own = noMoments();
        addMoments(own, yeoJohnson.apply(values, lambda));
        const variance = own.squares / own.count;
        // Of no spread it says nothing.
        if (!(variance >= SMALLEST_NORMAL) || variance === Infinity) return Number.isNaN(variance) ? NaN : Infinity;
        return (values.length / 2) * Math.log(variance) - (lambda - 1) * slope;
      },
      low,
      high,
    );
  },
  apply: (values, lambda) =>
    values.map((value) => {
      if (value >= 0) return powerOf(Math.log1p(value), lambda);
      return -powerOf(Math.log1p(-value), 2 - lambda);
    }),
  invert(prediction, lambdas) {
    const positive = yeoJohnsonHalf(tf.relu(prediction), lambdas);
    const negative = yeoJohnsonHalf(
      tf.relu(tf.neg(prediction)),
      lambdas.map((lambda) => 2 - lambda),
    );
    return tf.where(tf.greaterEqual(prediction, 0), positive, tf.neg(negative));
  },
};

/** The families by their names. */
export const POWERS: Readonly<Record<'yeo-johnson' | 'box-cox', Power>> = {
  'yeo-johnson': yeoJohnson,
  'box-cox': boxCox,
};

/** (exp(λ log) - 1) / λ. */
function powerOf(log: number, lambda: number): number {
  return Math.abs(lambda) < Number.EPSILON ? log : Math.expm1(lambda * log) / lambda;
}

/** What {@link powerOf} of log(1 + x) is undone by, for numbers that are not negative. */
function yeoJohnsonHalf(changed: tf.Tensor, lambdas: Float64Array): tf.Tensor {
  const isLog = lambdas.map((lambda) => Number(Math.abs(lambda) < Number.EPSILON));
  const safe = lambdas.map((lambda, at) => (isLog[at] === 1 ? 1 : lambda));
  const powers = tf.pow(tf.add(tf.mul(changed, asTensor(safe)), 1), asTensor(safe.map((lambda) => 1 / lambda)));
  return chosen(isLog, tf.expm1(changed), tf.sub(powers, 1));
}

/** One of two by feature. */
function chosen(isFirst: Float64Array, first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  if (isFirst.every((own) => own === 0)) return second;
  return isFirst.every((own) => own === 1) ? first : tf.where(tf.cast(asTensor(isFirst), 'bool'), first, second);
}

function boxCoxOf(value: number, lambda: number): number {
  const log = Math.log(value);
  if (Math.abs(lambda) < 1e-19) return log;
  if (lambda * log < 709.78) return Math.expm1(lambda * log) / lambda;
  return Math.sign(lambda) * Math.exp(lambda * log - Math.log(Math.abs(lambda))) - 1 / lambda;
}

/** The logarithm of the variance after the change; relative to the largest number, so that nothing overflows. */
function boxCoxLogVariance(logs: Float64Array, lambda: number): number {
  const moments = noMoments();
  if (lambda === 0) {
    addMoments(moments, logs);
    return Math.log(moments.squares / moments.count);
  }
  const largest = logs.reduce((most, log) => Math.max(most, lambda * log), -Infinity);
  addMoments(
    moments,
    logs.map((log) => Math.expm1(lambda * log - largest)),
  );
  return 2 * largest + Math.log(moments.squares / moments.count) - 2 * Math.log(Math.abs(lambda));
}

/** λ, or the one next to it under which no value of the data overflows. */
function withinReach(values: Float64Array, lambda: number): number {
  const overflows = (own: number): boolean => values.some((value) => !(Math.abs(boxCoxOf(value, own)) <= LARGEST));
  if (!overflows(lambda)) return lambda;
  let [within, beyond] = [0, lambda];
  for (let step = 0; step < 100; step++) {
    const middle = (within + beyond) / 2;
    if (overflows(middle)) beyond = middle;
    else within = middle;
  }
  return within;
}

/** Between these numbers λ is looked for: values up to 20 times as large do not overflow, and their variance does not either. */
function yeoJohnsonBounds(values: Float64Array): readonly [number, number] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const log = Math.log1p(20 * largest);
  const low = (Math.log(SMALLEST_NORMAL) - Math.log(Number.EPSILON)) / 2 / log;
  const high = (Math.log(Number.MAX_VALUE) + Math.log(Number.EPSILON)) / 2 / log;
  if (values.every((value) => value < 0)) return [2 - high, 2 - low];
  if (values.some((value) => value < 0)) return [Math.max(2 - high, low), Math.min(2 - low, high)];
  return [low, high];
}

function requireValues(values: Float64Array, feature: string): void {
  if (values.length === 0)
    throw new InvalidArgumentError(`The feature '${feature}'`, 'with a value that is not missing, to learn from', NaN);
}

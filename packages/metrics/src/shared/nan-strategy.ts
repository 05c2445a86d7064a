import { InvalidArgumentError, warn } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** What becomes of NaN: left out with a warning or without, an error, let through, or replaced by a number. */
export type NanStrategy = 'warn' | 'error' | 'ignore' | 'disable' | number;

/** The option `nanStrategy` of metrics that aggregate values, as an entry of a zod object. */
export const nanStrategyShape = {
  /**
   * What becomes of a value that is NaN, or whose weight is: it is left out and compute warns ('warn', default), left out
   * silently ('ignore'), an error of compute ('error'), let through, which makes the result NaN ('disable'), or this
   * number, with weight 1. Default: `'warn'`.
   */
  nanStrategy: z
    .union([z.enum(['warn', 'error', 'ignore', 'disable']), z.number()])
    .default('warn')
    .describe(
      "What becomes of a value that is NaN, or whose weight is: it is left out and compute warns ('warn', default), left out silently ('ignore'), an error of compute ('error'), let through, which makes the result NaN ('disable'), or this number, with weight 1.",
    ),
};

/** Values and weights in which those that are NaN are replaced, or weigh nothing; and how many there were. */
export function replaceNan(
  strategy: NanStrategy,
  values: tf.Tensor,
  weights: tf.Tensor,
): { readonly values: tf.Tensor; readonly weights: tf.Tensor; readonly missing: tf.Tensor } {
  const isMissing = tf.logicalOr(tf.isNaN(values), tf.isNaN(weights));
  const [value, weight] = typeof strategy === 'number' ? [strategy, 1] : [0, 0];
  return {
    values: tf.where(isMissing, value, values),
    weights: tf.where(isMissing, weight, weights),
    missing: tf.sum(isMissing),
  };
}

/** Values in which those that are NaN are replaced, by the number of the strategy or else by one that adds nothing; and how many there were. */
export function fillNan(
  strategy: NanStrategy,
  values: tf.Tensor,
  neutral: number,
): { readonly values: tf.Tensor; readonly missing: tf.Tensor } {
  const isMissing = tf.isNaN(values);
  const filling = typeof strategy === 'number' ? strategy : neutral;
  return { values: tf.where(isMissing, filling, values), missing: tf.sum(isMissing) };
}

/** Warns or throws on the host, where values were NaN and the strategy asks for it; whether NaN was let through. */
export function reportNan(strategy: NanStrategy, missing: number, metric: string): boolean {
  if (missing === 0) return false;
  if (strategy === 'error') {
    throw new InvalidArgumentError('prediction', "without NaN for nanStrategy 'error'", `${missing} values of NaN`);
  }
  if (strategy === 'warn') {
    const advice = "Give nanStrategy 'ignore', 'disable', 'error' or a number.";
    warn('LML_NAN_LEFT_OUT', `Values of NaN are left out of a ${metric}. ${advice}`);
  }
  return strategy === 'disable';
}

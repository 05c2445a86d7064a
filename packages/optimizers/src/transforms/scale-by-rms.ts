import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';
import { runningMean } from './moments.js';

/** Options of {@link scaleByRms}. */
export interface ScaleByRmsOptions {
  /** How much of the running mean of squares is kept in each step. */
  readonly alpha: number;
  /** Added to the root, against division by zero. */
  readonly eps: number;
  /** Whether to divide by the standard deviation instead of the root mean square. Default: `false`. */
  readonly centered?: boolean | undefined;
}

/**
 * Divides the gradient g by the root of the running mean of its square: `s ← αs + (1 − α)g²`, `g ← g/(√s + eps)`. For `centered`
 * the square of its running mean a is subtracted under the root, `√max(s − a², 0)`: rounding could make it negative. The slots
 * `squareAvg` and, for `centered`, `gradAvg` are s and a.
 */
export function scaleByRms({ alpha, eps, centered = false }: ScaleByRmsOptions): AnyGradientTransform {
  return gradientTransform({
    base: { alpha },
    slots: { squareAvg: 0, ...(centered && { gradAvg: 0 }) },
    hyper: (_step, numbers) => ({ alpha: numbers.alpha, restOfAlpha: 1 - numbers.alpha, epsilon: eps }),
    update: ({ gradient }, slots, hyper) => {
      const mean = (before: tf.Tensor, value: tf.Tensor): tf.Tensor =>
        runningMean(before, value, hyper.alpha, hyper.restOfAlpha);
      const squareAvg = mean(slots.squareAvg, tf.square(gradient));
      const gradAvg = slots.gradAvg && mean(slots.gradAvg, gradient);
      const variance = gradAvg === undefined ? squareAvg : tf.relu(tf.sub(squareAvg, tf.square(gradAvg)));
      const scaled = tf.div(gradient, tf.add(tf.sqrt(variance), hyper.epsilon));
      return { gradient: scaled, squareAvg, ...(gradAvg && { gradAvg }) };
    },
  });
}

import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';

/** Options of {@link scaleByRss}. */
export interface ScaleByRssOptions {
  /** What the sum of squares begins with. */
  readonly initialAccumulatorValue: number;
  /** Added to the root of the sum, against division by zero. */
  readonly eps: number;
}

/** Divides the gradient g by the root of the sum of its squares so far: `s ← s + g²`, `g ← g/(√s + eps)`. The slot `sum` is s. */
export function scaleByRss({ initialAccumulatorValue, eps }: ScaleByRssOptions): AnyGradientTransform {
  return gradientTransform({
    base: {},
    slots: { sum: initialAccumulatorValue },
    hyper: () => ({ epsilon: eps }),
    update: ({ gradient }, slots, { epsilon }) => {
      const sum = tf.add(slots.sum, tf.square(gradient));
      return { gradient: tf.div(gradient, tf.add(tf.sqrt(sum), epsilon)), sum };
    },
  });
}

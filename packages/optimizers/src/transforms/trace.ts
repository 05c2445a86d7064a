import * as tf from '@tensorflow/tfjs';

import { gradientTransform, type AnyGradientTransform } from './gradient-transform.js';

/** Options of {@link trace}. */
export interface TraceOptions {
  /** μ: how much of the previous direction is kept. */
  readonly momentum: number;
  /** d: 1 − d of a gradient enters the direction, except for the first, which enters in full. Default: `0`. */
  readonly dampening?: number | undefined;
  /** Whether to look one step of momentum ahead. Default: `false`. */
  readonly nesterov?: boolean | undefined;
}

/**
 * Replaces the gradient g by a direction with momentum: `b ← μb + (1 − d)g`, for `nesterov` `g + μb`. The slot
 * `momentumBuffer` is b.
 */
export function trace({ momentum, dampening = 0, nesterov = false }: TraceOptions): AnyGradientTransform {
  return gradientTransform({
    base: { momentum },
    slots: { momentumBuffer: 0 },
    // The buffer starts at 0, so that a gain of 1 makes the first gradient its first value.
    hyper: (step, numbers) => ({
      momentum: numbers.momentum,
      ...(dampening !== 0 && { gain: step === 0 ? 1 : 1 - dampening }),
    }),
    update: ({ gradient }, { momentumBuffer }, hyper) => {
      const gained = hyper.gain === undefined ? gradient : tf.mul(hyper.gain, gradient);
      const buffer = tf.add(tf.mul(hyper.momentum, momentumBuffer), gained);
      const direction = nesterov ? tf.add(tf.mul(hyper.momentum, buffer), gradient) : buffer;
      return { gradient: direction, momentumBuffer: buffer };
    },
  });
}

import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { StepHooks } from './step-hooks.js';

/** How gradients are clipped. */
export type GradientClip =
  | {
      /** The norm of all gradients together that they may have at the most; larger ones are scaled down. */
      readonly norm: number;
    }
  | {
      /** The size that each number of a gradient may have at the most. */
      readonly value: number;
    };

/** A {@link GradientClip} in a config. */
export const gradientClipSchema: z.ZodType<GradientClip, GradientClip> = z.union([
  z.strictObject({ norm: z.number().gt(0).describe('The norm of all gradients together at the most.') }),
  z.strictObject({ value: z.number().gt(0).describe('The size of each number of a gradient at the most.') }),
]);

/**
 * The step hook that clips gradients, of PyTorch's `clip_grad_norm_` or `clip_grad_value_`.
 *
 * @throws `LML_INVALID_ARGUMENT` for another limit than one that is greater than 0.
 */
export function clipGradients(clip: GradientClip): StepHooks {
  const parsed = gradientClipSchema.safeParse(clip);
  if (!parsed.success) throw new InvalidArgumentError('gradientClip', '{ norm } or { value }, greater than 0', clip);
  if ('value' in clip) {
    const { value } = clip;
    return { transformGradients: (gradients) => mapped(gradients, (one) => tf.clipByValue(one, -value, value)) };
  }
  const { norm } = clip;
  return {
    transformGradients(gradients) {
      const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
      const factor = tf.minimum(1, tf.div(norm, tf.add(tf.sqrt(tf.addN(squares)), 1e-6)));
      return mapped(gradients, (one) => tf.mul(one, factor));
    },
  };
}

function mapped(
  gradients: Readonly<Record<string, tf.Tensor>>,
  change: (gradient: tf.Tensor) => tf.Tensor,
): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, change(gradient)]));
}

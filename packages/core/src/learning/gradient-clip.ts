import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { matchesPattern } from './name-pattern.js';
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
    }
  | AdaptiveClip;

/** How gradients are clipped by what they change: in proportion to the norm of the weights of each unit. */
export interface AdaptiveClip {
  /** The norm of a unit's gradient at the most, as a part of the norm of its weights. */
  readonly adaptive: number;
  /** The least norm that weights count with, so that those that start at 0 can leave it. Default 0.001. */
  readonly eps?: number | undefined;
  /** Names of weights that are not clipped, with `*` for any characters: those of the last layer, say. Default: none. */
  readonly exclude?: string | undefined;
}

/** A {@link GradientClip} in a config. */
export const gradientClipSchema: z.ZodType<GradientClip, GradientClip> = z.union([
  z.strictObject({ norm: z.number().gt(0).describe('The norm of all gradients together at the most.') }),
  z.strictObject({ value: z.number().gt(0).describe('The size of each number of a gradient at the most.') }),
  z.strictObject({
    adaptive: z
      .number()
      .gt(0)
      .describe("The norm of a unit's gradient at the most, as a part of the norm of its weights."),
    eps: z
      .number()
      .gt(0)
      .optional()
      .describe('The least norm that weights count with, so that those that start at 0 can leave it. Default 0.001.'),
    exclude: z
      .string()
      .min(1)
      .optional()
      .describe('Names of weights that are not clipped, with * for any characters. Default: none.'),
  }),
]);

/**
 * Clips gradients, given by the names of their weights: by the norm of all of them, `{ norm }`, as PyTorch's `clip_grad_norm_`
 * does; each number, `{ value }`, as its `clip_grad_value_`; or adaptively, `{ adaptive }`:
 *
 * `gradient · min(1, adaptive · max(‖weights‖, eps) / ‖gradient‖)` for each unit, which is what goes with one index of the last axis
 * (an output of a dense layer, a filter of a convolution); a bias, or what has one axis only, counts as a whole.
 *
 * @param gradients - The gradients.
 * @param weights - The weights that they are of; only adaptive clipping looks at them.
 * @param clip - How.
 * @returns New gradients under the same names.
 *
 * @see Brock et al., High-performance large-scale image recognition without normalization, 2021; `adaptive_grad_clip` of optax.
 *
 * @example
 * ```ts
 * import { clipGradients } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const gradients = { kernel: tf.tensor2d([[3, 0.03], [4, 0.04]]), bias: tf.tensor1d([-4]) };
 * const weights = { kernel: tf.tensor2d([[6, 6], [8, 8]]), bias: tf.tensor1d([0]) };
 * clipGradients(gradients, weights, { norm: 1 })['bias']; // => [-0.6246759]
 * clipGradients(gradients, weights, { value: 0.5 })['kernel']; // => [[0.5, 0.03], [0.5, 0.04]]
 * const adaptive = clipGradients(gradients, weights, { adaptive: 0.01 });
 * adaptive['kernel']; // => [[0.06, 0.03], [0.08, 0.04]]
 * adaptive['bias']; // => [-0.00001]
 * ```
 */
export function clipGradients(
  gradients: Tensors,
  weights: Readonly<Record<string, tf.Tensor>>,
  clip: GradientClip,
): Record<string, tf.Tensor> {
  if ('value' in clip) {
    const { value } = clip;
    return mapped(gradients, (one) => tf.clipByValue(one, -value, value));
  }
  if ('adaptive' in clip) {
    const { adaptive, eps = 1e-3, exclude } = clip;
    return mapped(gradients, (one, name) => {
      if (exclude !== undefined && matchesPattern(name, exclude)) return one;
      const most = tf.mul(adaptive, tf.maximum(unitNorms(weights[name]!), eps));
      const norms = unitNorms(one);
      const factor = tf.div(most, tf.maximum(norms, SMALLEST));
      return tf.mul(one, tf.where(tf.less(norms, most), tf.onesLike(factor), factor));
    });
  }
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const factor = tf.minimum(1, tf.div(clip.norm, tf.add(tf.sqrt(tf.addN(squares)), 1e-6)));
  return mapped(gradients, (one) => tf.mul(one, factor));
}

/**
 * The step hook that clips gradients.
 *
 * @throws `LML_INVALID_ARGUMENT` for another limit than one that is greater than 0, and in the step for an `exclude` that is no weight's name.
 */
export function clippingHook(clip: GradientClip): StepHooks {
  if (!gradientClipSchema.safeParse(clip).success)
    throw new InvalidArgumentError('gradientClip', '{ norm }, { value } or { adaptive }, greater than 0', clip);
  const { exclude = undefined } = 'adaptive' in clip ? clip : {};
  return {
    transformGradients(gradients, context) {
      if (exclude !== undefined && !context.names.some((name) => matchesPattern(name, exclude))) {
        const remedy = "The model's summary() shows their names.";
        throw new InvalidArgumentError('gradientClip.exclude', 'a pattern that weights match', exclude, remedy);
      }
      const weights = mapped(gradients, (_one, name) => context.readWeight(name));
      return clipGradients(gradients, weights, clip);
    },
  };
}

/** What is divided by at the least. */
const SMALLEST = 1e-6;

/** The norm of each unit, kept so that it broadcasts. */
function unitNorms(value: tf.Tensor): tf.Tensor {
  const isVector = value.shape.filter((length) => length > 1).length <= 1;
  const axes = value.shape.map((_length, axis) => axis);
  return tf.sqrt(tf.sum(tf.square(value), isVector ? axes : axes.slice(0, -1), true));
}

function mapped(
  gradients: Readonly<Record<string, tf.Tensor>>,
  change: (gradient: tf.Tensor, name: string) => tf.Tensor,
): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, change(gradient, name)]));
}

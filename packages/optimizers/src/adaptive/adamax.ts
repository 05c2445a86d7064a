import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { momentsShape } from '../shared/moments-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByAdamax } from '../transforms/scale-by-adamax.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `2e-3`. */
  lr: nonNegative('the learning rate').default(2e-3).describe('Learning rate.'),
};

const groups = groupsShape({ ...shape, ...momentsShape, ...weightDecayShape, ...maximizeShape });

/** Options of {@link adamax}. */
export interface AdamaxOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof momentsShape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Adamax: Adam that divides by the largest recent gradient (the infinity norm) instead of the root of a mean of squares.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     m ← β₁m + (1 − β₁)g
 *     u ← max(β₂u, |g| + eps)
 *     θ ← θ − lr · m/(1 − β₁ᵗ) / u
 *
 * State for each weight, of its shape: `expAvg` (m) and `expInf` (u); both start at 0. Numbers are those of `torch.optim.Adamax`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { adamax } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = adamax({ lr: 0.5 });
 *
 * // Whatever the size of the gradient, the first step is the learning rate.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expInf/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(100) }, slots, hyper).parameters.w; // => 2.5
 * ```
 *
 * @see Kingma and Ba, Adam: a method for stochastic optimization, 2014, section 7.1.
 */
export const adamax = defineComponent({
  kind: 'optimizer',
  name: 'adamax',
  summary: 'Adam that divides by the largest recent gradient.',
  schema: z.strictObject({ ...shape, ...momentsShape, ...weightDecayShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, maximize, ...own }) =>
      chain(lr, maximize && negateGradient(), weightDecay > 0 && addDecayedWeights(weightDecay), scaleByAdamax(own)),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-6, weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', lr: 0.1, weightDecay: 0.2 }] },
  ],
});

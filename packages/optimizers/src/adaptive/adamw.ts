import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { amsgradShape } from '../shared/amsgrad-shape.js';
import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { momentsShape } from '../shared/moments-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByAdam } from '../transforms/scale-by-adam.js';
import { negateGradient } from '../transforms/scaling.js';
import { decayWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /** In each update a weight loses this fraction of itself, times the learning rate. Default: `0.01`. */
  weightDecay: nonNegative('the weight decay')
    .default(0.01)
    .describe('In each update a weight loses this fraction of itself, times the learning rate.'),
};

const groups = groupsShape({ ...shape, ...momentsShape, ...amsgradShape, ...maximizeShape });

/** Options of {@link adamw}. */
export interface AdamwOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof momentsShape>>,
    z.input<z.ZodObject<typeof amsgradShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * AdamW: Adam with decoupled weight decay. Weights decay by themselves, before the step, and not through the gradient, so
 * that the decay is not divided by the root of the second moment.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     θ ← (1 − lr·λ)θ
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     θ ← θ − lr · m̂ / (√v̂ + eps),  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
 *
 * For `amsgrad`, v̂ is the largest v so far over (1 − β₂ᵗ). State for each weight, of its shape: `expAvg` (m), `expAvgSq` (v)
 * and, for `amsgrad`, `maxExpAvgSq`; all start at 0. Numbers are those of `torch.optim.AdamW`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { adamw } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = adamw({ lr: 0.5, weightDecay: 0.25 });
 * optimizer.hyper(0, optimizer.base).keep; // => 0.875
 *
 * // Without a gradient, only the decay is left.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expAvgSq/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(8) }, { w: tf.scalar(0) }, slots, hyper).parameters.w; // => 7
 * ```
 *
 * @see Loshchilov and Hutter, Decoupled weight decay regularization, 2019.
 */
export const adamw = defineComponent({
  kind: 'optimizer',
  name: 'adamw',
  summary: 'Adam with weights that decay by themselves instead of through the gradient.',
  schema: z.strictObject({ ...shape, ...momentsShape, ...amsgradShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, maximize, ...own }) =>
      chain(lr, maximize && negateGradient(), weightDecay > 0 && decayWeights(weightDecay), scaleByAdam(own)),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-6, weightDecay: 0.1, amsgrad: true, maximize: true },
    { groups: [{ match: '*', lr: 0.1, weightDecay: 0.2 }] },
  ],
});

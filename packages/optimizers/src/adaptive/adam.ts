import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { amsgradShape } from '../shared/amsgrad-shape.js';
import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { momentsShape } from '../shared/moments-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByAdam } from '../transforms/scale-by-adam.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /**
   * λ: this times the weight is added to the gradient (L2 regularization). adamw decays the weight itself. Default: `0`.
   */
  weightDecay: nonNegative('the weight decay')
    .default(0)
    .describe('λ: this times the weight is added to the gradient (L2 regularization). adamw decays the weight itself.'),
};

const groups = groupsShape({ ...shape, ...momentsShape, ...amsgradShape, ...maximizeShape });

/** Options of {@link adam}. */
export interface AdamOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof momentsShape>>,
    z.input<z.ZodObject<typeof amsgradShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Adam: gradient descent in which each weight has a step of its own, by running means of its gradient and of its square.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     θ ← θ − lr · m̂ / (√v̂ + eps),  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
 *
 * For `amsgrad`, v̂ is the largest v so far over (1 − β₂ᵗ). State for each weight, of its shape: `expAvg` (m), `expAvgSq` (v)
 * and, for `amsgrad`, `maxExpAvgSq`; all start at 0. Numbers are those of `torch.optim.Adam`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { adam } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = adam({ lr: 0.5 });
 * const numbers = optimizer.hyper(0, optimizer.base);
 * numbers.stepSize; // => 0.5 * Math.sqrt(1 - 0.999) / (1 - 0.9)
 *
 * // Whatever the size of the gradient, the first step is about the learning rate.
 * const hyper = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expAvgSq/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(100) }, slots, hyper).parameters.w; // => 2.5
 * ```
 *
 * @see Kingma and Ba, Adam: a method for stochastic optimization, 2014; Reddi, Kale and Kumar, On the convergence of Adam and
 * beyond, 2018 (AMSGrad).
 */
export const adam = defineComponent({
  kind: 'optimizer',
  name: 'adam',
  summary: 'Gradient descent with a step of its own for each weight, by running means of the gradient and its square.',
  schema: z.strictObject({ ...shape, ...momentsShape, ...amsgradShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, maximize, ...own }) =>
      chain(lr, maximize && negateGradient(), weightDecay > 0 && addDecayedWeights(weightDecay), scaleByAdam(own)),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-6, weightDecay: 0.1, amsgrad: true, maximize: true },
    { groups: [{ match: '*', lr: 0.1, weightDecay: 0.2 }] },
  ],
});

import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { amsgradShape } from '../shared/amsgrad-shape.js';
import { decoupledByDefaultShape } from '../shared/decoupled-decay-shape.js';
import { keptFraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByBelief } from '../transforms/scale-by-belief.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights, decayWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /**
   * How much of the running means of the gradient and of its squared distance from it is kept in each step. Default:
   * `[0.9, 0.999]`.
   */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe(
      'How much of the running means of the gradient and of its squared distance from it is kept in each step.',
    ),
  /** Added to the mean of squared distances in each step, and to its root. Default: `1e-16`. */
  eps: nonNegative('eps')
    .default(1e-16)
    .describe('Added to the mean of squared distances in each step, and to its root.'),
  /**
   * Whether to begin with plain momentum until the mean of squared distances can be trusted, as RAdam does. Default:
   * `false`.
   */
  rectify: z
    .boolean()
    .default(false)
    .describe(
      'Whether to begin with plain momentum until the mean of squared distances can be trusted, as RAdam does.',
    ),
};

const groups = groupsShape({
  ...shape,
  ...weightDecayShape,
  ...decoupledByDefaultShape,
  ...amsgradShape,
  ...maximizeShape,
});

/** Options of {@link adabelief}. */
export interface AdabeliefOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof decoupledByDefaultShape>>,
    z.input<z.ZodObject<typeof amsgradShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * AdaBelief: Adam that divides by how far gradients are from their running mean. Steps are large where gradients are as expected, and small
 * where they are not.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     θ ← (1 − lr·λ)θ  (g ← g + λθ without `decoupledWeightDecay`)
 *     m ← β₁m + (1 − β₁)g
 *     s ← β₂s + (1 − β₂)(g − m)² + eps
 *     θ ← θ − lr · m̂ / (√ŝ + eps),  m̂ = m/(1 − β₁ᵗ),  ŝ = s/(1 − β₂ᵗ)
 *
 * For `amsgrad`, ŝ is the largest s so far over (1 − β₂ᵗ); for `rectify`, the step is multiplied as {@link radam}'s. State for each weight, of
 * its shape: `expAvg` (m), `expAvgVar` (s) and, for `amsgrad`, `maxExpAvgVar`; all start at 0. Numbers are those of `pytorch-optimizer`'s
 * `AdaBelief`; its `fixed_decay`, a decay that does not depend on the learning rate, is a λ divided by `lr` here.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { adabelief } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = adabelief({ lr: 0.5, betas: [0.75, 0.999] });
 *
 * // The gradient is 75 away from its mean of 25, which is 100 without its bias.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expAvgVar/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(100) }, slots, hyper).parameters.w; // => 3 - 0.5 * (100 / 75)
 * ```
 *
 * @see Zhuang et al., AdaBelief optimizer: adapting stepsizes by the belief in observed gradients, 2020.
 */
export const adabelief = defineComponent({
  kind: 'optimizer',
  name: 'adabelief',
  summary: 'Adam that divides by how far gradients are from their running mean.',
  schema: z.strictObject({
    ...shape,
    ...weightDecayShape,
    ...decoupledByDefaultShape,
    ...amsgradShape,
    ...maximizeShape,
    ...groups,
  }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, decoupledWeightDecay, maximize, ...own }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && (decoupledWeightDecay ? decayWeights : addDecayedWeights)(weightDecay),
        scaleByBelief(own),
      ),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-8, weightDecay: 0.1, amsgrad: true, maximize: true },
    { rectify: true, weightDecay: 0.1, decoupledWeightDecay: false },
    { groups: [{ match: '*', lr: 0.1, amsgrad: true }] },
  ],
});

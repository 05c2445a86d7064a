import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { decoupledDecayShape } from '../shared/decoupled-decay-shape.js';
import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { momentsShape } from '../shared/moments-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByRadam } from '../transforms/scale-by-radam.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights, decayWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
};

const groups = groupsShape({
  ...shape,
  ...momentsShape,
  ...weightDecayShape,
  ...decoupledDecayShape,
  ...maximizeShape,
});

/** Options of {@link radam}. */
export interface RadamOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof momentsShape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof decoupledDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * RAdam: Adam without a warm-up of its learning rate. A factor r grows with the number of updates that the second moment has seen,
 * and until there are enough of them, steps are those of plain momentum.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ  (θ ← (1 − lr·λ)θ for `decoupledWeightDecay`)
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     ρ∞ = 2/(1 − β₂) − 1,  ρ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ)
 *     θ ← θ − lr · m̂                                   where ρ ≤ 5,  m̂ = m/(1 − β₁ᵗ)
 *     θ ← θ − lr · r · m̂ · √(1 − β₂ᵗ)/(√v + eps)       where ρ > 5,  r = √((ρ−4)(ρ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ))
 *
 * State for each weight, of its shape: `expAvg` (m) and `expAvgSq` (v); both start at 0. Numbers are those of `torch.optim.RAdam`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { radam } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = radam({ lr: 0.5 });
 * optimizer.hyper(4, optimizer.base).rootWeight; // => 0
 * optimizer.hyper(5, optimizer.base).rootWeight; // => 1
 *
 * // The first steps are those of gradient descent with momentum.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expAvgSq/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(2) }, slots, hyper).parameters.w; // => 2
 * ```
 *
 * @see Liu et al., On the variance of the adaptive learning rate and beyond, 2020.
 */
export const radam = defineComponent({
  kind: 'optimizer',
  name: 'radam',
  summary: 'Adam that needs no warm-up: its first steps are plain momentum.',
  schema: z.strictObject({
    ...shape,
    ...momentsShape,
    ...weightDecayShape,
    ...decoupledDecayShape,
    ...maximizeShape,
    ...groups,
  }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, decoupledWeightDecay, maximize, ...own }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && (decoupledWeightDecay ? decayWeights : addDecayedWeights)(weightDecay),
        scaleByRadam(own),
      ),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-6, weightDecay: 0.1, maximize: true },
    { weightDecay: 0.1, decoupledWeightDecay: true },
    { groups: [{ match: '*', lr: 0.1, betas: [0.5, 0.5] }] },
  ],
});

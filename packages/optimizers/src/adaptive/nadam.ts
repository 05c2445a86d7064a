import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { decoupledDecayShape } from '../shared/decoupled-decay-shape.js';
import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { momentsShape } from '../shared/moments-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByNadam } from '../transforms/scale-by-nadam.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights, decayWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `2e-3`. */
  lr: nonNegative('the learning rate').default(2e-3).describe('Learning rate.'),
  /** ψ: how fast the momentum grows from half of β₁ to β₁. Default: `4e-3`. */
  momentumDecay: nonNegative('the momentum decay')
    .default(4e-3)
    .describe('ψ: how fast the momentum grows from half of β₁ to β₁.'),
};

const groups = groupsShape({
  ...shape,
  ...momentsShape,
  ...weightDecayShape,
  ...decoupledDecayShape,
  ...maximizeShape,
});

/** Options of {@link nadam}. */
export interface NadamOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof momentsShape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof decoupledDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * NAdam: Adam that looks one step ahead (Nesterov), with a momentum that grows from half of β₁ to β₁.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ  (θ ← (1 − lr·λ)θ for `decoupledWeightDecay`)
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     μₜ = β₁(1 − ½·0.96^(tψ)),  M = μ₁·…·μₜ
 *     θ ← θ − lr · (μₜ₊₁m/(1 − M·μₜ₊₁) + (1 − μₜ)g/(1 − M)) / (√v̂ + eps),  v̂ = v/(1 − β₂ᵗ)
 *
 * State for each weight, of its shape: `expAvg` (m) and `expAvgSq` (v); both start at 0. Numbers are those of `torch.optim.NAdam`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { nadam } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = nadam({ lr: 0.5, betas: [0.5, 0.75], momentumDecay: 0 });
 *
 * // The momentum is a quarter in each update: m is half of the gradient, and what comes is looked at too.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expAvgSq/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(100) }, slots, hyper).parameters.w; // => 3 - 0.5 * ((0.25 * 0.5) / (1 - 0.25 ** 2) + 1)
 * ```
 *
 * @see Dozat, Incorporating Nesterov momentum into Adam, 2016.
 */
export const nadam = defineComponent({
  kind: 'optimizer',
  name: 'nadam',
  summary: 'Adam that looks one step ahead, with a momentum that grows in the first updates.',
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
        scaleByNadam(own),
      ),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-6, weightDecay: 0.1, momentumDecay: 0.1, maximize: true },
    { weightDecay: 0.1, decoupledWeightDecay: true },
    { groups: [{ match: '*', lr: 0.1, momentumDecay: 0 }] },
  ],
});

import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { decoupledByDefaultShape } from '../shared/decoupled-decay-shape.js';
import { keptFraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByYogi } from '../transforms/scale-by-yogi.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights, decayWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-2`. */
  lr: nonNegative('the learning rate').default(1e-2).describe('Learning rate.'),
  /**
   * How much of the running mean of the gradient is kept, and by how little the second moment changes. Default: `[0.9,
   * 0.999]`.
   */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running mean of the gradient is kept, and by how little the second moment changes.'),
  /** Added to the root of the second moment, against division by zero. Default: `1e-3`. */
  eps: nonNegative('eps').default(1e-3).describe('Added to the root of the second moment, against division by zero.'),
  /** What both moments of each weight begin with. Default: `1e-6`. */
  initialAccumulatorValue: nonNegative('the initial accumulator value')
    .default(1e-6)
    .describe('What both moments of each weight begin with.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...decoupledByDefaultShape, ...maximizeShape });

/** Options of {@link yogi}. */
export interface YogiOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof decoupledByDefaultShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Yogi: Adam whose second moment changes by no more than (1 − β₂)g² in an update, so that steps do not grow suddenly when gradients become
 * small.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     θ ← (1 − lr·λ)θ  (g ← g + λθ without `decoupledWeightDecay`)
 *     m ← β₁m + (1 − β₁)g
 *     v ← v − (1 − β₂)·sign(v − g²)·g²
 *     θ ← θ − lr · m̂ / (√v̂ + eps),  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
 *
 * State for each weight, of its shape: `expAvg` (m) and `expAvgSq` (v); both start at `initialAccumulatorValue`. Numbers are those of
 * `pytorch-optimizer`'s `Yogi`; its `fixed_decay`, a decay that does not depend on the learning rate, is a λ divided by `lr` here.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon, an initial value or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { yogi } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = yogi({ lr: 0.5, betas: [0.5, 0.75], eps: 0, initialAccumulatorValue: 0 });
 *
 * // The second moment falls from 8 by a quarter of 4, and is 28 without its bias.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0), 'expAvgSq/w': tf.scalar(8) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(2) }, slots, hyper).parameters.w; // => 3 - 0.5 * (2 / Math.sqrt(28))
 * ```
 *
 * @see Zaheer et al., Adaptive methods for nonconvex optimization, 2018.
 */
export const yogi = defineComponent({
  kind: 'optimizer',
  name: 'yogi',
  summary: 'Adam with a second moment that changes slowly, so that steps do not grow suddenly.',
  schema: z.strictObject({ ...shape, ...weightDecayShape, ...decoupledByDefaultShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, decoupledWeightDecay, maximize, ...own }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && (decoupledWeightDecay ? decayWeights : addDecayedWeights)(weightDecay),
        scaleByYogi(own),
      ),
    ),
  examples: [
    {},
    { betas: [0.8, 0.99], eps: 1e-6, initialAccumulatorValue: 0.1, weightDecay: 0.1, maximize: true },
    { weightDecay: 0.1, decoupledWeightDecay: false },
    { groups: [{ match: '*', lr: 0.1 }] },
  ],
});

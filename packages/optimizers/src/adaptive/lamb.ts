import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { keptFraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { trustRatioShape } from '../shared/trust-ratio-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByAdam } from '../transforms/scale-by-adam.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { scaleByTrustRatio } from '../transforms/trust-ratio.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /** How much of the running means of the gradient and of its square is kept in each step. Default: `[0.9, 0.999]`. */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running means of the gradient and of its square is kept in each step.'),
  /** Added to the root of the second moment, against division by zero. Default: `1e-6`. */
  eps: nonNegative('eps').default(1e-6).describe('Added to the root of the second moment, against division by zero.'),
  /** λ: this times the weight is added to the step of Adam. Default: `0`. */
  weightDecay: nonNegative('the weight decay')
    .default(0)
    .describe('λ: this times the weight is added to the step of Adam.'),
};

const groups = groupsShape({ ...shape, ...trustRatioShape, ...maximizeShape });

/** Options of {@link lamb}. */
export interface LambOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof trustRatioShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * LAMB: Adam for large batches. The step of each parameter is as long as its weights, times the learning rate, so that a rate that suits
 * a large batch does not tear layers with small weights apart.
 *
 * In update t, from 1, with θ the weights of a parameter and g their gradient (−g for `maximize`):
 *
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     u = m̂ / (√v̂ + eps) + λθ,  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)
 *     θ ← θ − lr · ‖θ‖/‖u‖ · u
 *
 * The ratio is 1 where one of the norms is 0, or without `trustRatio`: give biases and the scales of normalisation
 * `{ match: '*bias', trustRatio: false, weightDecay: 0 }`. State for each weight, of its shape: `expAvg` (m) and `expAvgSq` (v); both
 * start at 0. Numbers are those of optax's `lamb`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { lamb } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = lamb({ lr: 0.5, eps: 0 });
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.zeros([4]), 'expAvgSq/w': tf.zeros([4]) };
 * // The first step is half as long as the weights, whatever the gradient.
 * optimizer.update({ w: tf.tensor1d([8, 0, 0, 0]) }, { w: tf.fill([4], 100) }, slots, hyper).parameters.w; // => [6, -2, -2, -2]
 * ```
 *
 * @see You et al., Large batch optimization for deep learning: training BERT in 76 minutes, 2020.
 */
export const lamb = defineComponent({
  kind: 'optimizer',
  name: 'lamb',
  summary: 'Adam for large batches: the step of each parameter is as long as its weights, times the learning rate.',
  schema: z.strictObject({ ...shape, ...trustRatioShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, trustRatio, maximize, ...own }) => {
      const adam = scaleByAdam(own);
      return chain(
        lr,
        maximize && negateGradient(),
        // The rate comes last.
        { ...adam, hyper: (step, numbers) => adam.hyper(step, { ...numbers, lr: 1 }) },
        weightDecay > 0 && addDecayedWeights(weightDecay),
        trustRatio && scaleByTrustRatio(),
        scaleByLearningRate(),
      );
    }),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.99], eps: 1e-4, weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', trustRatio: false, weightDecay: 0.1 }] },
  ],
});

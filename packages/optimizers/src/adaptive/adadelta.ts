import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { fraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByAdadelta } from '../transforms/scale-by-adadelta.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1`. */
  lr: nonNegative('the learning rate').default(1).describe('Learning rate.'),
  /** ρ: how much of the running means of squares is kept in each step. Default: `0.9`. */
  rho: fraction('rho').default(0.9).describe('ρ: how much of the running means of squares is kept in each step.'),
  /** Added under both roots; the first steps are of its size. Default: `1e-6`. */
  eps: nonNegative('eps').default(1e-6).describe('Added under both roots; the first steps are of its size.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...maximizeShape });

/** Options of {@link adadelta}. */
export interface AdadeltaOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Adadelta: steps are the gradient, divided by the root mean square of recent gradients and multiplied by that of recent steps, so that
 * they have the unit of the weight and need no learning rate.
 *
 * With θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     s ← ρs + (1 − ρ)g²
 *     Δ = √(d + eps)/√(s + eps) · g
 *     d ← ρd + (1 − ρ)Δ²
 *     θ ← θ − lr·Δ
 *
 * State for each weight, of its shape: `squareAvg` (s) and `accDelta` (d); both start at 0. Numbers are those of
 * `torch.optim.Adadelta`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, or a rho outside [0, 1].
 *
 * @example
 * ```ts
 * import { adadelta } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = adadelta({ rho: 0.75, eps: 1 });
 *
 * // Recent gradients have a mean square of 24 now, recent steps one of 8.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'squareAvg/w': tf.scalar(20), 'accDelta/w': tf.scalar(8) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(6) }, slots, hyper).parameters.w; // => 3 - (3 / 5) * 6
 * ```
 *
 * @see Zeiler, ADADELTA: an adaptive learning rate method, 2012.
 */
export const adadelta = defineComponent({
  kind: 'optimizer',
  name: 'adadelta',
  summary: 'Steps with the unit of the weight, by the ratio of recent steps to recent gradients.',
  schema: z.strictObject({ ...shape, ...weightDecayShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, maximize, ...own }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && addDecayedWeights(weightDecay),
        scaleByAdadelta(own),
        scaleByLearningRate(),
      ),
    ),
  examples: [
    {},
    { lr: 0.5, rho: 0.5, eps: 1e-4, weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', rho: 0.8, weightDecay: 0.2 }] },
  ],
});

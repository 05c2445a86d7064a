import { defineComponent, groupedOptimizer, groupsShape, readSlots } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { averageWeights } from '../transforms/average-weights.js';
import { chain } from '../transforms/chain.js';
import { negateGradient } from '../transforms/scaling.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-2`. */
  lr: nonNegative('the learning rate').default(1e-2).describe('Learning rate.'),
  /** λ: how fast the learning rate falls, and how much weights decay. Default: `1e-4`. */
  lambd: nonNegative('lambd')
    .default(1e-4)
    .describe('λ: how fast the learning rate falls, and how much weights decay.'),
  /** α: the power by which the learning rate falls. Default: `0.75`. */
  alpha: nonNegative('alpha').default(0.75).describe('α: the power by which the learning rate falls.'),
  /** After how many updates the average begins; until then it is the weight itself. Default: `1e6`. */
  t0: nonNegative('t0')
    .default(1e6)
    .describe('After how many updates the average begins; until then it is the weight itself.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...maximizeShape });

/** Options of {@link asgd}. */
export interface AsgdOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Averaged stochastic gradient descent: plain descent with a falling rate, whose weights are averaged from some update on. The average
 * wanders less around a minimum than the weights that are trained.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + weightDecay·θ
 *     η = lr/(1 + λ·lr·(t − 1))^α
 *     θ ← (1 − λη)θ − ηg
 *     a ← a + (θ − a)/max(1, t − 1 − t₀)
 *
 * The averages are what is validated, saved and predicted with (`evaluationParameters`); training goes on from θ. So nothing but the falling rate
 * differs from `sgd` until `t0` updates are made: choose it within the run. State for each weight, of its shape: `ax` (a), which starts at the weight.
 * Numbers are those of `torch.optim.ASGD`, which leaves it to its users to copy `ax` into the model. Where a schedule changes the rate, η
 * follows it at once; there it follows in the next update.
 *
 * @throws `LML_INVALID_OPTIONS` for an option below 0.
 *
 * @example
 * ```ts
 * import type { OptimizerUpdate } from '@lml/core';
 * import { asgd } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = asgd({ lr: 0.5, lambd: 0, t0: 0 });
 * let state: OptimizerUpdate = { parameters: { w: tf.scalar(3) }, slots: { 'ax/w': tf.scalar(3) } };
 * for (const [step, gradient] of [2, -2, 4].entries()) {
 *   const hyper = Object.fromEntries(Object.entries(optimizer.hyper(step, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 *   state = optimizer.update(state.parameters, { w: tf.scalar(gradient) }, state.slots, hyper);
 * }
 * state.parameters.w; // => 1
 * optimizer.evaluationParameters?.(state.parameters, state.slots).w; // => 2
 * ```
 *
 * @see Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992.
 */
export const asgd = defineComponent({
  kind: 'optimizer',
  name: 'asgd',
  summary: 'Descent with a falling rate, of whose weights the average is used.',
  schema: z.strictObject({ ...shape, ...weightDecayShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, weightDecay, maximize, ...own }) => ({
      ...chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && addDecayedWeights(weightDecay),
        averageWeights(own),
      ),
      evaluationParameters: (parameters, slots) => readSlots('ax', slots, Object.keys(parameters)),
    })),
  examples: [
    {},
    { lr: 0.1, lambd: 0.1, alpha: 0.5, t0: 1, weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', lr: 0.1, t0: 0 }] },
  ],
});

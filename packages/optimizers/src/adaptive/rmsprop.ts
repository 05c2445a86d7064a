import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { fraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByRms } from '../transforms/scale-by-rms.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { trace } from '../transforms/trace.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-2`. */
  lr: nonNegative('the learning rate').default(1e-2).describe('Learning rate.'),
  /** α: how much of the running mean of squares is kept in each step. Default: `0.99`. */
  alpha: fraction('alpha').default(0.99).describe('α: how much of the running mean of squares is kept in each step.'),
  /** Added to the root, against division by zero. Default: `1e-8`. */
  eps: nonNegative('eps').default(1e-8).describe('Added to the root, against division by zero.'),
  /** μ: how much of the previous direction is kept, 0 or more. Default: `0`. */
  momentum: nonNegative('the momentum')
    .default(0)
    .describe('μ: how much of the previous direction is kept, 0 or more.'),
  /** Whether to divide by the standard deviation of the gradient instead of its root mean square. Default: `false`. */
  centered: z
    .boolean()
    .default(false)
    .describe('Whether to divide by the standard deviation of the gradient instead of its root mean square.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...maximizeShape });

/** Options of {@link rmsprop}. */
export interface RmspropOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * RMSprop: the gradient is divided by the root of a running mean of its square.
 *
 * With θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     s ← αs + (1 − α)g²
 *     a ← αa + (1 − α)g            for `centered`
 *     d = g/(√s + eps)             (g/(√(s − a²) + eps) for `centered`)
 *     b ← μb + d                   with momentum; else b is d
 *     θ ← θ − lr·b
 *
 * State for each weight, of its shape, which starts at 0: `squareAvg` (s), `gradAvg` (a) for `centered`, and `momentumBuffer` (b) with
 * momentum. Numbers are those of `torch.optim.RMSprop`; where rounding makes s − a² negative it is 0 here, and NaN there.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon, a momentum or a weight decay below 0, or an alpha outside [0, 1].
 *
 * @example
 * ```ts
 * import { rmsprop } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = rmsprop({ lr: 0.5, alpha: 0.75, eps: 0 });
 *
 * // Whatever the size of the gradient, the first step is lr/√(1 − α).
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'squareAvg/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(100) }, slots, hyper).parameters.w; // => 2
 * ```
 *
 * @see Tieleman and Hinton, Lecture 6.5: RMSProp, 2012; Graves, Generating sequences with recurrent neural networks, 2013 (centered).
 */
export const rmsprop = defineComponent({
  kind: 'optimizer',
  name: 'rmsprop',
  summary: 'The gradient over the root of a running mean of its square, with momentum or centred.',
  schema: z.strictObject({ ...shape, ...weightDecayShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, momentum, weightDecay, maximize, ...own }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && addDecayedWeights(weightDecay),
        scaleByRms(own),
        momentum > 0 && trace({ momentum }),
        scaleByLearningRate(),
      ),
    ),
  examples: [
    {},
    { lr: 0.001, alpha: 0.9, eps: 1e-6, momentum: 0.9, centered: true, weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', momentum: 0.9, weightDecay: 0.2 }] },
  ],
});

import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { keptFraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByLion } from '../transforms/scale-by-lion.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { decayWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-4`. */
  lr: nonNegative('the learning rate').default(1e-4).describe('Learning rate.'),
  /** How much of the momentum is kept in the direction, and how much in the momentum itself. Default: `[0.9, 0.99]`. */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.99])
    .describe('How much of the momentum is kept in the direction, and how much in the momentum itself.'),
  /** In each update a weight loses this fraction of itself, times the learning rate. Default: `0`. */
  weightDecay: nonNegative('the weight decay')
    .default(0)
    .describe('In each update a weight loses this fraction of itself, times the learning rate.'),
};

const groups = groupsShape({ ...shape, ...maximizeShape });

/** Options of {@link lion}. */
export interface LionOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Lion: each weight moves by the learning rate in the direction of the sign of its momentum. It keeps half as much state as Adam.
 *
 * With θ the weight and g its gradient (−g for `maximize`):
 *
 *     θ ← (1 − lr·λ)θ
 *     θ ← θ − lr · sign(β₁m + (1 − β₁)g)
 *     m ← β₂m + (1 − β₂)g
 *
 * Take a learning rate 3 to 10 times smaller than Adam's, and a weight decay as much larger. State for each weight, of its shape: `expAvg`
 * (m), which starts at 0. Numbers are those of `lion-pytorch`; its `decoupled_weight_decay`, a decay that does not depend on the learning
 * rate, is a λ divided by `lr` here.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate or a weight decay below 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { lion } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = lion({ lr: 0.5, weightDecay: 0.25 });
 *
 * // It decays to 7; whatever the size of the gradient, the step is the learning rate.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(8) }, { w: tf.scalar(0.001) }, slots, hyper).parameters.w; // => 6.5
 * ```
 *
 * @see Chen et al., Symbolic discovery of optimization algorithms, 2023.
 */
export const lion = defineComponent({
  kind: 'optimizer',
  name: 'lion',
  summary: 'Steps of one size in the direction of the sign of the momentum, with half of the state of Adam.',
  schema: z.strictObject({ ...shape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, betas, weightDecay, maximize }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && decayWeights(weightDecay),
        scaleByLion({ betas }),
        scaleByLearningRate(),
      ),
    ),
  examples: [
    {},
    { lr: 0.01, betas: [0.8, 0.9], weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', lr: 0.001, weightDecay: 0.2 }] },
  ],
});

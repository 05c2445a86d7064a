import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { above, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { chain } from '../transforms/chain.js';
import { followRegularizedLeader } from '../transforms/follow-regularized-leader.js';
import { negateGradient } from '../transforms/scaling.js';

const shape = {
  /**
   * Learning rate, above 0. It is to stay the same: the sums of the updates before were made with it. Default: `1e-3`.
   */
  lr: above('the learning rate', 0)
    .default(1e-3)
    .describe('Learning rate, above 0. It is to stay the same: the sums of the updates before were made with it.'),
  /** The power of the sum of squares by which the rate falls; 0 for a rate that stays. Default: `-0.5`. */
  lrPower: z
    .number()
    .max(0, { error: ({ input }) => `the power of the rate must be 0 or less, got ${String(input)}` })
    .default(-0.5)
    .describe('The power of the sum of squares by which the rate falls; 0 for a rate that stays.'),
  /** What the sum of squares of each weight begins with. Default: `0.1`. */
  initialAccumulatorValue: nonNegative('the initial accumulator value')
    .default(0.1)
    .describe('What the sum of squares of each weight begins with.'),
  /** The strength of L1: weights that are worth less than it are exactly 0. Default: `0`. */
  l1RegularizationStrength: nonNegative('the strength of L1')
    .default(0)
    .describe('The strength of L1: weights that are worth less than it are exactly 0.'),
  /** The strength of L2, which draws the result towards 0. Default: `0`. */
  l2RegularizationStrength: nonNegative('the strength of L2')
    .default(0)
    .describe('The strength of L2, which draws the result towards 0.'),
  /** The strength of an L2 that is a part of the loss. Default: `0`. */
  l2ShrinkageRegularizationStrength: nonNegative('the strength of shrinkage')
    .default(0)
    .describe('The strength of an L2 that is a part of the loss.'),
  /** Added to the root of the sum of squares, as in the paper. Default: `0`. */
  beta: nonNegative('beta').default(0).describe('Added to the root of the sum of squares, as in the paper.'),
};

const groups = groupsShape({ ...shape, ...maximizeShape });

/** Options of {@link ftrl}. */
export interface FtrlOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * FTRL, follow the regularized leader: each weight is the best one for all gradients so far, with L1 that makes weights of rare features
 * exactly 0. It is meant for shallow models of many sparse features. A weight without any gradient becomes 0 in the first update.
 *
 * With θ the weight and g its gradient (−g for `maximize`), and p the power of the rate:
 *
 *     n′ = n + g²
 *     z ← z + g + 2·l2Shrinkage·θ − (n′⁻ᵖ − n⁻ᵖ)/lr · θ,  n ← n′
 *     θ ← (min(max(z, −l1), l1) − z)/((β + n⁻ᵖ)/lr + 2·l2)
 *
 * State for each weight, of its shape: `accumulator` (n), which starts at `initialAccumulatorValue`, and `linear` (z), which starts at 0. Numbers
 * are those of Keras's `Ftrl`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate that is not above 0, a power above 0, or another option below 0.
 *
 * @example
 * ```ts
 * import { ftrl } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = ftrl({ lr: 0.5, l1RegularizationStrength: 1 });
 *
 * // z becomes −5 + 3 − (5 − 4)/0.5·2 = −6, of which 5 are above the strength of L1.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'accumulator/w': tf.scalar(16), 'linear/w': tf.scalar(-5) };
 * optimizer.update({ w: tf.scalar(2) }, { w: tf.scalar(3) }, slots, hyper).parameters.w; // => 0.5
 * ```
 *
 * @see McMahan et al., Ad click prediction: a view from the trenches, 2013.
 */
export const ftrl = defineComponent({
  kind: 'optimizer',
  name: 'ftrl',
  summary: 'The best weights for all gradients so far, with L1 that makes them exactly 0: for sparse features.',
  schema: z.strictObject({ ...shape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, maximize, ...own }) =>
      chain(lr, maximize && negateGradient(), followRegularizedLeader(own)),
    ),
  examples: [
    {},
    {
      lr: 0.1,
      lrPower: -0.75,
      initialAccumulatorValue: 1,
      l1RegularizationStrength: 0.01,
      l2RegularizationStrength: 0.1,
      l2ShrinkageRegularizationStrength: 0.1,
      beta: 1,
    },
    { groups: [{ match: '*', lr: 0.1, l1RegularizationStrength: 0.01 }] },
  ],
});

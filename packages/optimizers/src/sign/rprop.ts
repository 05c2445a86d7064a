import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { above, between, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByRprop } from '../transforms/scale-by-rprop.js';
import { negateGradient } from '../transforms/scaling.js';

const shape = {
  /** Learning rate. Default: `1e-2`. */
  lr: nonNegative('the learning rate').default(1e-2).describe('Learning rate.'),
  /**
   * η⁻ and η⁺: by how much a step shrinks where the gradient has changed its sign, and grows where it has not. Default:
   * `[0.5, 1.2]`.
   */
  etas: z
    .tuple([between('the first eta', 0, 1), above('the second eta', 1)])
    .readonly()
    .default([0.5, 1.2])
    .describe(
      'η⁻ and η⁺: by how much a step shrinks where the gradient has changed its sign, and grows where it has not.',
    ),
  /** The smallest and the largest step. Default: `[1e-6, 50]`. */
  stepSizes: z
    .tuple([nonNegative('the smallest step'), nonNegative('the largest step')])
    .refine(([smallest, largest]) => smallest <= largest, {
      error: ({ input }) => `the smallest step must not be above the largest, got ${JSON.stringify(input)}`,
    })
    .readonly()
    .default([1e-6, 50])
    .describe('The smallest and the largest step.'),
};

const groups = groupsShape({ ...shape, ...maximizeShape });

/** Options of {@link rprop}. */
export interface RpropOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Rprop: each weight has a step of its own, which grows while its gradient keeps its sign and shrinks when it turns. Sizes of gradients
 * do not matter. It is meant for whole sets of data in one batch: the signs of small batches turn by chance.
 *
 * With θ the weight and g its gradient (−g for `maximize`), g′ that of the update before and Δ the size of the step, at first the learning rate:
 *
 *     Δ ← min(max(ηΔ, Δmin), Δmax),  η = η⁺ where g·g′ > 0, η⁻ where g·g′ < 0, else 1
 *     g ← 0 where g·g′ < 0
 *     θ ← θ − sign(g)·Δ
 *
 * A schedule of the learning rate changes the first step only. State for each weight, of its shape: `prev` (g′) and `stepSize` (Δ). Numbers
 * are those of `torch.optim.Rprop`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate below 0, etas that are not in (0, 1) and above 1, or step sizes below 0 or in the wrong
 * order.
 *
 * @example
 * ```ts
 * import { rprop } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = rprop({ lr: 0.5 });
 *
 * // The first step is the learning rate.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'prev/w': tf.scalar(0), 'stepSize/w': tf.scalar(0) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(100) }, slots, hyper).parameters.w; // => 2.5
 * ```
 *
 * @see Riedmiller and Braun, A direct adaptive method for faster backpropagation learning: the RPROP algorithm, 1993.
 */
export const rprop = defineComponent({
  kind: 'optimizer',
  name: 'rprop',
  summary: 'Steps by the sign of the gradient, which grow while it stays and shrink when it turns; for full batches.',
  schema: z.strictObject({ ...shape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, maximize, ...own }) => chain(lr, maximize && negateGradient(), scaleByRprop(own))),
  examples: [
    {},
    { lr: 0.1, etas: [0.25, 1.5], stepSizes: [1e-3, 1], maximize: true },
    { groups: [{ match: '*', lr: 0.001, etas: [0.4, 1.1] }] },
  ],
});

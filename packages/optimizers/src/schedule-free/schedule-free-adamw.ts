import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { between, keptFraction, nonNegative } from '../shared/fields.js';
import { scheduleFree, scheduleFreeShape } from '../shared/schedule-free.js';

const shape = {
  /** Learning rate. Default: `0.0025`. */
  lr: nonNegative('the learning rate').default(0.0025).describe('Learning rate.'),
  /**
   * Where gradients are taken between the iterate and the average, and how much of the mean square is kept. Default:
   * `[0.9, 0.999]`.
   */
  betas: z
    .tuple([between('the first beta', 0, 1), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe(
      'Where gradients are taken between the iterate and the average, and how much of the mean square is kept.',
    ),
  /** Added to the root of the mean square, against division by zero. Default: `1e-8`. */
  eps: nonNegative('eps').default(1e-8).describe('Added to the root of the mean square, against division by zero.'),
};

const groups = groupsShape({ ...shape, ...scheduleFreeShape });

/** Options of {@link scheduleFreeAdamw}. */
export interface ScheduleFreeAdamwOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scheduleFreeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * AdamW whose averaged weights are used, so that it needs no schedule and no end that is known beforehand. Gradients are taken at y,
 * between the iterate z and the average x.
 *
 * In update t, from 1, with g the gradient at y, γ the learning rate (`lr`, times t/`warmupSteps` at first) and Γ the largest so far:
 *
 *     v ← β₂v + (1 − β₂)g²
 *     z ← z − γ(g / (√(v/(1 − β₂ᵗ)) + eps) + λy)
 *     x ← (1 − c)x + cz,  c = tʳΓᵖ / Σ tʳΓᵖ
 *     y ← (1 − β₁)z + β₁x
 *
 * The weights that are trained are y; x is what is validated, saved and predicted with. Leave `scheduler` out. State for each weight, of
 * its shape: `z`, which starts at the weight, and `expAvgSq` (v); beside them `lrMax` (Γ) and `weightSum`. Numbers are those of
 * schedulefree's `AdamWScheduleFree`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon, a weight decay, r or p below 0, a first beta outside (0, 1), or a second
 * outside [0, 1).
 *
 * @example
 * ```ts
 * import { scheduleFreeAdamw } from '@lml/optimizers';
 *
 * const optimizer = scheduleFreeAdamw({ lr: 0.1, warmupSteps: 4 });
 * optimizer.hyper(1, optimizer.base).lr; // => 0.05
 * ```
 *
 * @see Defazio et al., The road less scheduled, 2024.
 */
export const scheduleFreeAdamw = defineComponent({
  kind: 'optimizer',
  name: 'schedule-free-adamw',
  summary: 'AdamW whose averaged weights are used, so that it needs no schedule.',
  schema: z.strictObject({ ...shape, ...scheduleFreeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ betas: [beta1, beta2], eps, ...own }) =>
      scheduleFree({
        options: own,
        beta: beta1,
        slots: ['expAvgSq'],
        hyper: (step) => {
          const correction = Math.sqrt(1 - beta2 ** (step + 1));
          return { beta2, restOfBeta2: 1 - beta2, correction, epsilon: eps * correction };
        },
        // √(v/c) + eps over √c is √v + eps·√c: the correction is of scalars.
        direction(gradient, [mean], { beta2, restOfBeta2, correction, epsilon }) {
          const square = tf.add(tf.mul(beta2!, mean!), tf.mul(restOfBeta2!, tf.square(gradient)));
          return [tf.div(tf.mul(correction!, gradient), tf.add(tf.sqrt(square), epsilon!)), square];
        },
      }),
    ),
  examples: [
    { lr: 0.01 },
    { lr: 0.1, betas: [0.95, 0.99], weightDecay: 0.1, warmupSteps: 2, r: 1, weightLrPower: 1 },
    { groups: [{ match: '*', lr: 0.1 }] },
  ],
});

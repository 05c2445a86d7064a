import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { between, nonNegative } from '../shared/fields.js';
import { scheduleFree, scheduleFreeShape } from '../shared/schedule-free.js';

const shape = {
  /** Learning rate. Default: `1`. */
  lr: nonNegative('the learning rate').default(1).describe('Learning rate.'),
  /** β: where gradients are taken between the iterate and the average, above 0 and below 1. Default: `0.9`. */
  momentum: between('the momentum', 0, 1)
    .default(0.9)
    .describe('β: where gradients are taken between the iterate and the average, above 0 and below 1.'),
};

const groups = groupsShape({ ...shape, ...scheduleFreeShape });

/** Options of {@link scheduleFreeSgd}. */
export interface ScheduleFreeSgdOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scheduleFreeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Gradient descent whose averaged weights are used, so that it needs no schedule and no end that is known beforehand. Gradients are
 * taken at y, between the iterate z and the average x, in place of momentum.
 *
 * In update t, from 1, with g the gradient at y, γ the learning rate (`lr`, times t/`warmupSteps` at first) and Γ the largest so far:
 *
 *     z ← z − γ(g + λy)
 *     x ← (1 − c)x + cz,  c = tʳΓᵖ / Σ tʳΓᵖ
 *     y ← (1 − β)z + βx
 *
 * The weights that are trained are y; x is what is validated, saved and predicted with. Leave `scheduler` out; the learning rate may be
 * larger than that of sgd. State for each weight, of its shape: `z`, which starts at the weight; beside them `lrMax` (Γ) and
 * `weightSum`. Numbers are those of schedulefree's `SGDScheduleFree`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, a weight decay, r or p below 0, or a momentum outside (0, 1).
 *
 * @example
 * ```ts
 * import { scheduleFreeSgd } from '@lml/optimizers';
 *
 * const optimizer = scheduleFreeSgd({ lr: 0.5, warmupSteps: 4 });
 * optimizer.hyper(1, optimizer.base).lr; // => 0.25
 * ```
 *
 * @see Defazio et al., The road less scheduled, 2024.
 */
export const scheduleFreeSgd = defineComponent({
  kind: 'optimizer',
  name: 'schedule-free-sgd',
  summary: 'Gradient descent whose averaged weights are used, so that it needs no schedule.',
  schema: z.strictObject({ ...shape, ...scheduleFreeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ momentum, ...own }) =>
      scheduleFree({ options: own, beta: momentum, slots: [], hyper: () => ({}), direction: (gradient) => [gradient] }),
    ),
  examples: [
    { lr: 0.1 },
    { lr: 0.1, momentum: 0.5, weightDecay: 0.1, warmupSteps: 2, r: 1, weightLrPower: 1 },
    { groups: [{ match: '*', lr: 0.1 }] },
  ],
});

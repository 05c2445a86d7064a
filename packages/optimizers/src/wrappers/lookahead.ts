import {
  componentOption,
  defineComponent,
  elementwise,
  readSlots,
  slotEntries,
  writeSlots,
  type Optimizer,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { innerOptimizer } from '../shared/inner-optimizer.js';

const shape = {
  /** The optimizer of the fast weights. */
  optimizer: componentOption('optimizer').describe('The optimizer of the fast weights.'),
  /** k: after how many updates the slow weights follow. Default: `5`. */
  k: z.int().min(1).default(5).describe('k: after how many updates the slow weights follow.'),
  /** α: how far they go towards the fast ones, above 0 and up to 1. Default: `0.5`. */
  alpha: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('α: how far they go towards the fast ones, above 0 and up to 1.'),
};

/** Options of {@link lookahead}. */
export interface LookaheadOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Lookahead: another optimizer moves fast weights θ; after each k of its updates slow weights φ follow a part of the way, and the
 * fast ones begin again from there:
 *
 *     φ ← φ + α(θ − φ),  θ ← φ   (in each k-th update)
 *
 * The slow weights are those that are used: they are validated, saved and predicted with. State for each weight, of its shape: `slow`
 * (φ), which starts at the weight; the state of the other optimizer stands under `inner/`. Its numbers keep their names for
 * schedules. Momentum is kept where the fast weights begin again. An optimizer that itself keeps an average within the weights, as
 * schedule-free ones do, cannot follow that, and has no use for it.
 *
 * @throws `LML_INVALID_OPTIONS` without an optimizer, for k below 1, or α outside (0, 1].
 *
 * @example
 * ```ts
 * import { lookahead, sgd } from '@lml/optimizers';
 *
 * const optimizer = lookahead({ optimizer: sgd({ lr: 0.1 }), k: 2 });
 * optimizer.base; // => { lr: 0.1 }
 * optimizer.hyper(0, optimizer.base); // => { 'inner/lr': 0.1, pull: 0 }
 * optimizer.hyper(1, optimizer.base); // => { 'inner/lr': 0.1, pull: 0.5 }
 * ```
 *
 * @see Zhang, Lucas, Hinton and Ba, Lookahead optimizer: k steps forward, 1 step back, 2019.
 */
export const lookahead = defineComponent({
  kind: 'optimizer',
  name: 'lookahead',
  summary: 'Slow weights that follow the fast ones of another optimizer, and are used.',
  schema: z.strictObject(shape),
  create: ({ optimizer, k, alpha }): Optimizer => {
    const inner = innerOptimizer(optimizer);
    return {
      base: inner.base,
      init: (parameters) => [...inner.init(parameters), ...slotEntries('slow', parameters, 'parameter')],
      // The host knows when it is the turn of the slow weights.
      hyper: (step, numbers) => ({ ...inner.hyper(step, numbers), pull: (step + 1) % k === 0 ? alpha : 0 }),
      update(parameters, gradients, slots, hyper, evaluation) {
        const moved = inner.update(parameters, gradients, slots, hyper, evaluation);
        const before = readSlots('slow', slots, Object.keys(parameters));
        const isTurn = tf.greater(hyper['pull']!, 0);
        const [fast, slow] = elementwise([moved.parameters, before], (value, old) => {
          const next = tf.add(old, tf.mul(hyper['pull']!, tf.sub(value, old)));
          return [tf.where(isTurn, next, value), next];
        });
        return { parameters: fast, slots: { ...moved.slots, ...writeSlots('slow', slow) } };
      },
      evaluationParameters: (parameters, slots) => readSlots('slow', slots, Object.keys(parameters)),
    };
  },
  examples: [
    { optimizer: { name: 'sgd', lr: 0.1 } },
    { optimizer: { name: 'adam', lr: 0.1, groups: [{ match: '*', eps: 1e-4 }] }, k: 1, alpha: 0.8 },
  ],
});

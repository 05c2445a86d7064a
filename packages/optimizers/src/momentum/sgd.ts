import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { trace } from '../transforms/trace.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate, 0 or more. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate, 0 or more.'),
  /** μ: how much of the previous direction is kept, 0 or more. Default: `0`. */
  momentum: nonNegative('the momentum')
    .default(0)
    .describe('μ: how much of the previous direction is kept, 0 or more.'),
  /**
   * d: 1 − d of a gradient enters the direction, except for the first, which enters in full. Without momentum it has no
   * effect. Default: `0`.
   */
  dampening: z
    .number()
    .default(0)
    .describe(
      'd: 1 − d of a gradient enters the direction, except for the first, which enters in full. Without momentum it has no effect.',
    ),
  /** Whether to look one step of momentum ahead (Nesterov). It takes a momentum and no dampening. Default: `false`. */
  nesterov: z
    .boolean()
    .default(false)
    .describe('Whether to look one step of momentum ahead (Nesterov). It takes a momentum and no dampening.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...maximizeShape });

/** Options of {@link sgd}. */
export interface SgdOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

type Nesterov = Partial<Record<'momentum' | 'dampening', number>> & { readonly nesterov?: boolean | undefined };

const canLookAhead = ({ nesterov, momentum = 0, dampening = 0 }: Nesterov): boolean =>
  nesterov !== true || (momentum > 0 && dampening === 0);

/**
 * Stochastic gradient descent, with momentum, dampening, weight decay and Nesterov's look ahead.
 *
 * With θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     b ← μb + (1 − d)g  (b ← g in the first update)
 *     θ ← θ − lr·b       (θ ← θ − lr·(g + μb) for `nesterov`)
 *
 * Without momentum, b is g. State for each weight, of its shape: `momentumBuffer` (b), and none without momentum. Numbers are
 * those of `torch.optim.SGD`.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, a momentum or a weight decay below 0, or `nesterov` without momentum or
 * with dampening.
 *
 * @example
 * ```ts
 * import { sgd } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = sgd({ lr: 0.5, momentum: 0.75 });
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const gradients = { w: tf.scalar(1) };
 * const first = optimizer.update({ w: tf.scalar(3) }, gradients, { 'momentumBuffer/w': tf.scalar(0) }, hyper);
 * first.parameters.w; // => 2.5
 * optimizer.update(first.parameters, gradients, first.slots, hyper).parameters.w; // => 1.625
 * ```
 *
 * @see Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning, 2013.
 */
export const sgd = defineComponent({
  kind: 'optimizer',
  name: 'sgd',
  summary: 'Stochastic gradient descent with momentum, dampening, weight decay and look ahead.',
  schema: z
    .strictObject({ ...shape, ...weightDecayShape, ...maximizeShape, ...groups })
    .superRefine(({ groups = [], ...options }, context) => {
      const error = 'Nesterov momentum requires a momentum and zero dampening';
      const refuse = (...path: (string | number)[]): void =>
        void context.addIssue({ code: 'custom', path: [...path, 'nesterov'], message: error });
      if (!canLookAhead(options)) return refuse();
      groups.forEach(
        ({ nesterov = options.nesterov, momentum = options.momentum, dampening = options.dampening }, at) => {
          if (!canLookAhead({ nesterov, momentum, dampening })) refuse('groups', at);
        },
      );
    }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, momentum, dampening, weightDecay, nesterov, maximize }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && addDecayedWeights(weightDecay),
        momentum > 0 && trace({ momentum, dampening, nesterov }),
        scaleByLearningRate(),
      ),
    ),
  examples: [
    {},
    { lr: 0.1, momentum: 0.9, nesterov: true },
    { lr: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.01, maximize: true },
    { lr: 0.1, weightDecay: 0.01, groups: [{ match: '*', momentum: 0.9, weightDecay: 0 }] },
  ],
});

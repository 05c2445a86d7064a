import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { trustRatioShape } from '../shared/trust-ratio-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { trace } from '../transforms/trace.js';
import { scaleByTrustRatio } from '../transforms/trust-ratio.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /** μ: how much of the previous direction is kept, 0 or more. Default: `0.9`. */
  momentum: nonNegative('the momentum')
    .default(0.9)
    .describe('μ: how much of the previous direction is kept, 0 or more.'),
  /** η: how far a step may go, as a part of the norm of the weights. Default: `1e-3`. */
  trustCoefficient: nonNegative('the trust coefficient')
    .default(1e-3)
    .describe('η: how far a step may go, as a part of the norm of the weights.'),
  /** Added to the norm of the gradient, against division by zero. Default: `0`. */
  eps: nonNegative('eps').default(0).describe('Added to the norm of the gradient, against division by zero.'),
  /** Whether to look one step of momentum ahead (Nesterov). It takes a momentum. Default: `false`. */
  nesterov: z
    .boolean()
    .default(false)
    .describe('Whether to look one step of momentum ahead (Nesterov). It takes a momentum.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...trustRatioShape, ...maximizeShape });

/** Options of {@link lars}. */
export interface LarsOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof trustRatioShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * LARS: gradient descent with momentum for large batches. The gradient of each parameter is scaled to the norm of its weights, so that
 * all layers change at the same pace.
 *
 * With θ the weights of a parameter and g their gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     b ← μb + lr · η‖θ‖/(‖g‖ + eps) · g
 *     θ ← θ − b     (θ − lr · η‖θ‖/(‖g‖ + eps) · g − μb for `nesterov`)
 *
 * The learning rate is part of what momentum keeps. η‖θ‖/(‖g‖ + eps) is 1 where one of the norms is 0, or without `trustRatio`: give biases
 * and the scales of normalisation `{ match: '*bias', trustRatio: false, weightDecay: 0 }`. State for each weight, of its shape:
 * `momentumBuffer` (b), which starts at 0, and none without momentum. Numbers are those of optax's `lars`.
 *
 * @throws `LML_INVALID_OPTIONS` for a number below 0, or Nesterov momentum without a momentum.
 *
 * @example
 * ```ts
 * import { lars } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = lars({ lr: 1, trustCoefficient: 0.5, momentum: 0 });
 * // Half the norm of the weights, whatever that of the gradient.
 * optimizer.update({ w: tf.tensor1d([0, 4]) }, { w: tf.tensor1d([30, 40]) }, {}, { lr: tf.scalar(1) }).parameters.w; // => [-1.2, 2.4]
 * ```
 *
 * @see You, Gitman and Ginsburg, Large batch training of convolutional networks, 2017.
 */
export const lars = defineComponent({
  kind: 'optimizer',
  name: 'lars',
  summary: 'Gradient descent with momentum for large batches, each gradient scaled to the norm of its weights.',
  schema: z
    .strictObject({ ...shape, ...weightDecayShape, ...trustRatioShape, ...maximizeShape, ...groups })
    .superRefine(({ groups = [], ...options }, context) => {
      const error = 'Nesterov momentum requires a momentum';
      const all = [
        { path: [] as (string | number)[], own: {} },
        ...groups.map((own, at) => ({ path: ['groups', at], own })),
      ];
      for (const { path, own } of all) {
        const { nesterov, momentum } = { nesterov: options.nesterov, momentum: options.momentum, ...own };
        if (nesterov && momentum === 0)
          context.addIssue({ code: 'custom', path: [...path, 'nesterov'], message: error });
      }
    }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, momentum, trustCoefficient, eps, nesterov, weightDecay, trustRatio, maximize }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && addDecayedWeights(weightDecay),
        trustRatio && scaleByTrustRatio({ coefficient: trustCoefficient, eps }),
        scaleByLearningRate(),
        momentum > 0 && trace({ momentum, nesterov }),
      ),
    ),
  examples: [
    { lr: 0.1 },
    { lr: 1, momentum: 0.5, trustCoefficient: 0.01, eps: 1e-3, nesterov: true, weightDecay: 0.1, maximize: true },
    { lr: 0.1, groups: [{ match: '*', trustRatio: false, momentum: 0 }] },
  ],
});

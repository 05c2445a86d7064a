import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { weightDecayShape } from '../shared/weight-decay-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleByRss } from '../transforms/scale-by-rss.js';
import { negateGradient, scaleByLearningRate } from '../transforms/scaling.js';
import { addDecayedWeights } from '../transforms/weight-decay.js';

const shape = {
  /** Learning rate. Default: `1e-2`. */
  lr: nonNegative('the learning rate').default(1e-2).describe('Learning rate.'),
  /** The rate of update t, from 1, is lr / (1 + (t − 1)·lrDecay). Default: `0`. */
  lrDecay: nonNegative('the decay of the learning rate')
    .default(0)
    .describe('The rate of update t, from 1, is lr / (1 + (t − 1)·lrDecay).'),
  /** What the sum of squares of each weight begins with. Default: `0`. */
  initialAccumulatorValue: nonNegative('the initial accumulator value')
    .default(0)
    .describe('What the sum of squares of each weight begins with.'),
  /** Added to the root of the sum of squares, against division by zero. Default: `1e-10`. */
  eps: nonNegative('eps').default(1e-10).describe('Added to the root of the sum of squares, against division by zero.'),
};

const groups = groupsShape({ ...shape, ...weightDecayShape, ...maximizeShape });

/** Options of {@link adagrad}. */
export interface AdagradOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof weightDecayShape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Adagrad: each weight has a step of its own, divided by the root of the sum of squares of all its gradients so far. Weights with rare
 * gradients keep large steps.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`):
 *
 *     g ← g + λθ
 *     s ← s + g²
 *     θ ← θ − lr/(1 + (t − 1)·lrDecay) · g/(√s + eps)
 *
 * State for each weight, of its shape: `sum` (s), which starts at `initialAccumulatorValue`. Numbers are those of
 * `torch.optim.Adagrad`; a group may have an initial value of its own, which there is ignored.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, a decay, an initial value or an epsilon below 0.
 *
 * @example
 * ```ts
 * import { adagrad } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = adagrad({ lr: 0.5, lrDecay: 1 });
 * optimizer.hyper(3, optimizer.base).lr; // => 0.125
 *
 * // The sum of squares was 16 before.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'sum/w': tf.scalar(16) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(3) }, slots, hyper).parameters.w; // => 2.7
 * ```
 *
 * @see Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization, 2011.
 */
export const adagrad = defineComponent({
  kind: 'optimizer',
  name: 'adagrad',
  summary: 'Steps divided by the root of the sum of squared gradients, for rare features.',
  schema: z.strictObject({ ...shape, ...weightDecayShape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, lrDecay, weightDecay, maximize, ...own }) =>
      chain(
        lr,
        maximize && negateGradient(),
        weightDecay > 0 && addDecayedWeights(weightDecay),
        scaleByRss(own),
        scaleByLearningRate({ decay: lrDecay }),
      ),
    ),
  examples: [
    {},
    { lr: 0.1, lrDecay: 0.1, weightDecay: 0.1, initialAccumulatorValue: 0.1, eps: 1e-6, maximize: true },
    { groups: [{ match: '*', lr: 0.1, lrDecay: 0.2, initialAccumulatorValue: 1 }] },
  ],
});

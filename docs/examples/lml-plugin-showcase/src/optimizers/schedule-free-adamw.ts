import {
  defineComponent,
  elementwiseOptimizer,
  groupedOptimizer,
  groupsShape,
  type HyperNumbers,
  type Optimizer,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** Learning rate. Default: `0.0025`. */
  lr: z.number().min(0).default(0.0025).describe('Learning rate.'),
  /** How far gradients are taken from the average, and how much of the mean square is kept. Default: `[0.9, 0.999]`. */
  betas: z
    .tuple([z.number().gt(0).lt(1), z.number().min(0).lt(1)])
    .readonly()
    .default([0.9, 0.999])
    .describe('How far gradients are taken from the average, and how much of the mean square is kept.'),
  /** Added to the root of the mean square. Default: `1e-8`. */
  eps: z.number().gt(0).default(1e-8).describe('Added to the root of the mean square.'),
  /** In each update weights lose this fraction of themselves, times the learning rate. Default: `0`. */
  weightDecay: z
    .number()
    .min(0)
    .default(0)
    .describe('In each update weights lose this fraction of themselves, times the learning rate.'),
  /** Updates in which the learning rate rises from almost nothing. Default: `0`. */
  warmup: z.int().min(0).default(0).describe('Updates in which the learning rate rises from almost nothing.'),
};

const groups = groupsShape(shape);

/** Options of {@link scheduleFreeAdamw}. */
export interface ScheduleFreeAdamwOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof groups>> {}

/**
 * AdamW that needs no schedule, because what is used is an average. With z the iterate, x the average, and gradients taken at
 * $`y = (1 − β_1) z + β_1 x`$, in update t, from 1, with $`γ_t = γ \min(1, t/\text{warmup})`$:
 *
 * ```math
 * v ← β_2 v + (1 − β_2) g(y)^2, \quad z ← z − γ_t \left(\frac{g(y)}{\sqrt{v/(1 − β_2^t)} + ε} + λ y\right), \quad
 * x ← (1 − c_t) x + c_t z
 * ```
 *
 * where $`c_t = γ_t^2 / \sum_{i ≤ t} γ_i^2`$. The weights that are trained are y; x is what is validated, saved and predicted with.
 * Leave `scheduler` out: averages are weighted by the rates of the warm-up alone.
 *
 * @see Defazio et al., The road less scheduled, 2024.
 *
 * @example
 * ```ts
 * import { scheduleFreeAdamw } from 'lml-plugin-showcase';
 *
 * const optimizer = scheduleFreeAdamw({ lr: 0.1 });
 * optimizer.hyper(3, optimizer.base).share; // => 0.25
 * ```
 */
export const scheduleFreeAdamw = defineComponent({
  kind: 'optimizer',
  name: 'schedule-free-adamw',
  summary: 'AdamW whose averaged weights are used, so that it needs no schedule.',
  schema: z.strictObject({ ...shape, ...groups }),
  examples: [
    { lr: 0.01 },
    { lr: 0.1, betas: [0.95, 0.99], weightDecay: 0.1, warmup: 4 },
    { groups: [{ match: '*', lr: 0.1 }] },
  ],
  create: (options) => groupedOptimizer(options, scheduleFree),
});

function scheduleFree({
  lr,
  betas,
  eps,
  weightDecay,
  warmup,
}: Required<z.output<z.ZodObject<typeof shape>>>): Optimizer {
  const [beta1, beta2] = betas;
  const rise = (update: number): number => (warmup === 0 ? 1 : Math.min(1, update / warmup));
  /** The sum of the squares of the rates up to an update, over the square of the learning rate. */
  const weightUpTo = (update: number): number => {
    const rising = Math.min(update, warmup);
    const squares = (rising * (rising + 1) * (2 * rising + 1)) / 6;
    return (warmup === 0 ? 0 : squares / warmup ** 2) + update - rising;
  };
  /** The average, from where gradients are taken and the iterate. */
  const averageOf = (y: tf.Tensor, z: tf.Tensor): tf.Tensor => tf.div(tf.sub(y, tf.mul(1 - beta1, z)), beta1);
  const rule = elementwiseOptimizer({
    base: { lr, ...(weightDecay > 0 && { weightDecay }) },
    slots: { iterate: 0, square: 0 },
    hyper: (step, numbers: HyperNumbers) => {
      const update = step + 1;
      return {
        lr: numbers.lr * rise(update),
        decay: numbers['weightDecay'] ?? 0,
        share: rise(update) ** 2 / weightUpTo(update),
        correction: 1 / (1 - beta2 ** update),
        restOfBeta2: 1 - beta2,
      };
    },
    update(y, gradient, { iterate, square }, hyper) {
      const mean = tf.add(tf.mul(beta2, square), tf.mul(hyper.restOfBeta2, tf.square(gradient)));
      const scaled = tf.div(gradient, tf.add(tf.sqrt(tf.mul(mean, hyper.correction)), eps));
      const z = tf.sub(iterate, tf.mul(hyper.lr, tf.add(scaled, tf.mul(hyper.decay, y))));
      const before = averageOf(y, iterate);
      const average = tf.add(before, tf.mul(hyper.share, tf.sub(z, before)));
      return { parameter: tf.add(tf.mul(1 - beta1, z), tf.mul(beta1, average)), iterate: z, square: mean };
    },
  });
  return {
    ...rule,
    // The iterate begins at the parameters.
    init: (parameters) =>
      rule.init(parameters).map((slot) => {
        const own = parameters.find(({ name }) => slot.name === `iterate/${name}`);
        return own === undefined ? slot : { ...slot, value: own.value };
      }),
    evaluationParameters: (parameters, slots) =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, averageOf(value, slots[`iterate/${name}`]!)]),
      ),
  };
}

declare module '@lml/core' {
  interface OptimizerComponents {
    'schedule-free-adamw': typeof scheduleFreeAdamw;
  }
  interface OptimizerOptions {
    'schedule-free-adamw': ScheduleFreeAdamwOptions;
  }
}

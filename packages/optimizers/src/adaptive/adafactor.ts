import { defineComponent, groupedOptimizer, groupsShape, parameterwiseOptimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';

const shape = {
  /** The largest rate of a relative step, and the rate of weight decay. Default: `0.01`. */
  lr: nonNegative('the learning rate')
    .default(0.01)
    .describe('The largest rate of a relative step, and the rate of weight decay.'),
  /** τ: update t, from 1, takes t to this power of its squares into the second moment. Default: `-0.8`. */
  beta2Decay: z
    .number()
    .max(0)
    .default(-0.8)
    .describe('τ: update t, from 1, takes t to this power of its squares into the second moment.'),
  /** The least root of a second moment that is divided by, and the least scale that weights have. */
  eps: z
    .tuple([nonNegative('the first eps'), nonNegative('the second eps')])
    .readonly()
    .default([2 ** -23, 1e-3])
    .describe('The least root of a second moment that is divided by, and the least scale that weights have.'),
  /** d: the root mean square that a step has at the most, 1 or more. Default: `1`. */
  d: z.number().min(1).default(1).describe('d: the root mean square that a step has at the most, 1 or more.'),
  /** In each update a weight loses this fraction of itself, times the learning rate. Default: `0`. */
  weightDecay: nonNegative('the weight decay')
    .default(0)
    .describe('In each update a weight loses this fraction of itself, times the learning rate.'),
};

const groups = groupsShape({ ...shape, ...maximizeShape });

/** Options of {@link adafactor}. */
export interface AdafactorOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Adafactor: adaptive steps with little memory. Of the second moment of a matrix only the means of its rows and of its columns are
 * kept, and steps are relative to the scale of the weights.
 *
 * In update t, from 1, with θ the weights of a parameter, G their gradient (−G for `maximize`) and RMS the root mean square:
 *
 *     ρ = min(lr, 1/√t),  α = max(eps₂, RMS(θ))·ρ
 *     θ ← (1 − lr·λ)θ
 *     R ← (1 − t^τ)R + t^τ·(row means of G²),  C ← (1 − t^τ)C + t^τ·(column means of G²)
 *     V = RC / max(mean of R, eps₁)                    (of a vector or a scalar: V ← (1 − t^τ)V + t^τ·G²)
 *     U = G / max(√V, eps₁)
 *     θ ← θ − α·U / max(1, RMS(U)/d)
 *
 * Rows and columns are the last two axes: those of a kernel of a convolution are its channels. State: `rowVar` (R) and `colVar` (C), which
 * have 1 in place of the axis that they are means of, or `variance` (V); all start at 0. Numbers are those of `torch.optim.Adafactor`,
 * whose first eps is by default that of the type of the weights: here that of float32.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate, an epsilon or a weight decay below 0, τ above 0, or d below 1.
 *
 * @example
 * ```ts
 * import { adafactor } from '@lml/optimizers';
 * import { ndArray } from '@lml/core';
 *
 * const kernel = { name: 'w', shape: [100, 50], dtype: 'float32', trainable: true, value: ndArray(new Float32Array(5000), { shape: [100, 50] }) } as const;
 * adafactor().init([kernel]).map(({ name, shape }) => [name, shape]); // => [['rowVar/w', [100, 1]], ['colVar/w', [1, 50]]]
 * ```
 *
 * @see Shazeer and Stern, Adafactor: adaptive learning rates with sublinear memory cost, 2018.
 */
export const adafactor = defineComponent({
  kind: 'optimizer',
  name: 'adafactor',
  summary: 'Adaptive steps relative to the scale of the weights, with a row and a column of memory for each matrix.',
  schema: z.strictObject({ ...shape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, beta2Decay, eps: [least, leastScale], d, weightDecay, maximize }) =>
      parameterwiseOptimizer({
        base: { lr, ...(weightDecay > 0 && { weightDecay }) },
        slots: ({ shape }) =>
          shape.length > 1
            ? { rowVar: [...shape.slice(0, -1), 1], colVar: [...shape.slice(0, -2), 1, shape.at(-1)!] }
            : { variance: shape },
        hyper: (step, numbers) => ({
          rate: Math.min(numbers.lr, 1 / Math.sqrt(step + 1)),
          share: (step + 1) ** beta2Decay,
          kept: 1 - (step + 1) ** beta2Decay,
          remaining: 1 - numbers.lr * (numbers['weightDecay'] ?? 0),
        }),
        update(parameter, given, { rowVar, colVar, variance }, { rate, share, kept, remaining }) {
          const gradient = maximize ? tf.neg(given) : given;
          const square = tf.square(gradient);
          const mix = (old: tf.Tensor, value: tf.Tensor): tf.Tensor => tf.add(tf.mul(kept, old), tf.mul(share, value));
          const next =
            variance === undefined
              ? { rowVar: mix(rowVar!, tf.mean(square, -1, true)), colVar: mix(colVar!, tf.mean(square, -2, true)) }
              : { variance: mix(variance, square) };
          const moment =
            'variance' in next
              ? next.variance
              : tf.div(tf.mul(next.rowVar, next.colVar), tf.maximum(tf.mean(next.rowVar, -2, true), least));
          const step = tf.div(gradient, tf.sqrt(tf.maximum(moment, least ** 2)));
          const length = tf.mul(rate, tf.maximum(leastScale, rootMeanSquare(parameter)));
          const scale = tf.div(length, tf.maximum(1, tf.div(rootMeanSquare(step), d)));
          const decayed = weightDecay > 0 ? tf.mul(remaining, parameter) : parameter;
          return { parameter: tf.sub(decayed, tf.mul(scale, step)), ...next };
        },
      }),
    ),
  examples: [
    {},
    { lr: 0.1, beta2Decay: -0.5, eps: [1e-6, 0.1], d: 2, weightDecay: 0.1, maximize: true },
    { groups: [{ match: '*', lr: 0.1, weightDecay: 0.2 }] },
  ],
});

function rootMeanSquare(tensor: tf.Tensor): tf.Tensor {
  return tf.sqrt(tf.mean(tf.square(tensor)));
}

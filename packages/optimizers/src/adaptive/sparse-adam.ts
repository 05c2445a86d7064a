import { defineComponent, groupedOptimizer, groupsShape } from '@lml/core';
import { z } from 'zod';

import { above, keptFraction, nonNegative } from '../shared/fields.js';
import { maximizeShape } from '../shared/maximize-shape.js';
import { chain } from '../transforms/chain.js';
import { scaleBySparseAdam } from '../transforms/scale-by-sparse-adam.js';
import { negateGradient } from '../transforms/scaling.js';

const shape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /** How much of the running means of the gradient and of its square is kept in each step. Default: `[0.9, 0.999]`. */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running means of the gradient and of its square is kept in each step.'),
  /** Added to the root of the second moment, against division by zero. Default: `1e-8`. */
  eps: above('eps', 0).default(1e-8).describe('Added to the root of the second moment, against division by zero.'),
};

const groups = groupsShape({ ...shape, ...maximizeShape });

/** Options of {@link sparseAdam}. */
export interface SparseAdamOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof maximizeShape>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Adam for embeddings: only weights with a gradient are updated, and the moments of the others wait.
 *
 * An embedding's gradient is 0 in all rows whose words are not in the batch. Adam still moves them by what is left of their momentum, and
 * lets their moments fade; here they stay as they are. PyTorch knows such rows by a gradient of sparse layout. Gradients here are dense, and
 * what is exactly 0 counts as not there, number by number; so a number of a word that is there waits too where its own gradient is 0.
 *
 * In update t, from 1, with θ the weight and g its gradient (−g for `maximize`), where g is not 0:
 *
 *     m ← β₁m + (1 − β₁)g
 *     v ← β₂v + (1 − β₂)g²
 *     θ ← θ − lr · √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + eps)
 *
 * State for each weight, of its shape: `expAvg` (m) and `expAvgSq` (v); both start at 0. Numbers are those of `torch.optim.SparseAdam`, which
 * has no weight decay either. Where no gradient is 0 it is {@link adam}, but for eps, so that it may train the other layers too; units that
 * are often silent (ReLU) learn otherwise with it.
 *
 * @throws `LML_INVALID_OPTIONS` for a learning rate below 0, an epsilon that is not above 0, or betas outside [0, 1).
 *
 * @example
 * ```ts
 * import { sparseAdam } from '@lml/optimizers';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = sparseAdam({ lr: 0.5 });
 *
 * // Without a gradient there is no step, though there is a momentum.
 * const hyper = Object.fromEntries(Object.entries(optimizer.hyper(0, optimizer.base)).map(([name, value]) => [name, tf.scalar(value)]));
 * const slots = { 'expAvg/w': tf.scalar(1), 'expAvgSq/w': tf.scalar(1) };
 * optimizer.update({ w: tf.scalar(3) }, { w: tf.scalar(0) }, slots, hyper).parameters.w; // => 3
 * ```
 *
 * @see Kingma and Ba, Adam: a method for stochastic optimization, 2014.
 */
export const sparseAdam = defineComponent({
  kind: 'optimizer',
  name: 'sparse-adam',
  summary: 'Adam that leaves weights without a gradient, and their moments, as they are: for embeddings.',
  schema: z.strictObject({ ...shape, ...maximizeShape, ...groups }),
  create: (options) =>
    groupedOptimizer(options, ({ lr, maximize, ...own }) =>
      chain(lr, maximize && negateGradient(), scaleBySparseAdam(own)),
    ),
  examples: [{}, { lr: 0.01, betas: [0.8, 0.99], eps: 1e-6, maximize: true }, { groups: [{ match: '*', lr: 0.1 }] }],
});

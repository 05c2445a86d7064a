import {
  componentOption,
  defineComponent,
  groupedOptimizer,
  groupsShape,
  matchesPattern,
  parameterwiseOptimizer,
  partedOptimizer,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { adamw } from '../adaptive/adamw.js';
import { nonNegative } from '../shared/fields.js';

const shape = {
  /** Learning rate of matrices. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate of matrices.'),
  /** λ: in each update a weight loses this fraction of itself, times the learning rate. Default: `0.1`. */
  weightDecay: nonNegative('the weight decay')
    .default(0.1)
    .describe('λ: in each update a weight loses this fraction of itself, times the learning rate.'),
  /** μ: how much of the running mean of the gradient is kept, 0 or more. Default: `0.95`. */
  momentum: nonNegative('the momentum')
    .default(0.95)
    .describe('μ: how much of the running mean of the gradient is kept, 0 or more.'),
  /** Whether the direction is between the gradient and the running mean instead of the mean alone. Default: `true`. */
  nesterov: z
    .boolean()
    .default(true)
    .describe('Whether the direction is between the gradient and the running mean instead of the mean alone.'),
  /** a, b, c: the polynomial of a step of Newton and Schulz. Default: `[3.4445, -4.775, 2.0315]`. */
  nsCoefficients: z
    .tuple([z.number(), z.number(), z.number()])
    .readonly()
    .default([3.4445, -4.775, 2.0315])
    .describe('a, b, c: the polynomial of a step of Newton and Schulz.'),
  /** The least norm that a direction is divided by. Default: `1e-7`. */
  eps: nonNegative('eps').default(1e-7).describe('The least norm that a direction is divided by.'),
  /** Steps of Newton and Schulz, from 0 to 99. Default: `5`. */
  nsSteps: z.int().min(0).max(99).default(5).describe('Steps of Newton and Schulz, from 0 to 99.'),
  /**
   * How the rate follows the shape, with o outputs and i inputs: √max(1, o/i), 0.2·√max(o, i), or √(o/i). Default:
   * `'original'`.
   */
  adjustLrFn: z
    .enum(['original', 'match-rms-adamw', 'spectral-unclamped'])
    .default('original')
    .describe('How the rate follows the shape, with o outputs and i inputs: √max(1, o/i), 0.2·√max(o, i), or √(o/i).'),
};

const division = {
  /** The optimizer of what is no matrix, or excluded. Default: adamw with its own defaults. */
  others: componentOption('optimizer')
    .optional()
    .describe('The optimizer of what is no matrix, or excluded. Default: adamw with its own defaults.'),
  /** Names of matrices that others takes too, with * for any characters: embeddings and the last layer. Default: none. */
  exclude: z
    .array(z.string().min(1))
    .readonly()
    .default([])
    .describe(
      'Names of matrices that others takes too, with * for any characters: embeddings and the last layer. Default: none.',
    ),
};

const groups = groupsShape(shape);

/** Options of {@link muon}. */
export interface MuonOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof division>>,
    z.input<z.ZodObject<typeof groups>> {}

/**
 * Muon: momentum, made orthogonal. Each matrix of weights moves by a matrix whose singular values are all about 1, so that no direction of
 * the gradient dominates.
 *
 * With θ a matrix and G its gradient:
 *
 *     B ← μB + (1 − μ)G
 *     X = B, or (1 − μ)G + μB for `nesterov`
 *     X ← X / max(‖X‖, eps), then `nsSteps` times: A = XXᵀ, X ← aX + (bA + cA²)X
 *     θ ← (1 − lr·λ)θ − lr·r·X
 *
 * where r follows the shape (`adjustLrFn`). Kernels have their outputs in the last axis here, and PyTorch's weights in the first; r counts
 * accordingly, so that numbers are those of `torch.optim.Muon` for the transposed matrix, in float32 instead of its bfloat16.
 *
 * Only matrices can be made orthogonal. PyTorch refuses what has another rank; here `others` takes it, and also what `exclude` names:
 * embeddings and the last layer do better with AdamW. The numbers of `others` are named `lr@others` …, and follow the schedule from their
 * own; groups are of the matrices that it trains itself, those of the rest are groups of `others`. State for each matrix, of its shape:
 * `momentumBuffer` (B), which starts at 0.
 *
 * @throws `LML_INVALID_OPTIONS` for a number below 0, or more than 99 steps of Newton and Schulz; `LML_INVALID_ARGUMENT` in the run for a
 * group without a matrix.
 *
 * @example
 * ```ts
 * import { adamw, muon } from '@lml/optimizers';
 *
 * const optimizer = muon({ lr: 0.02, exclude: ['embedding/*', 'head/*'], others: adamw({ lr: 3e-4 }) });
 * optimizer.base['lr@others']; // => 0.0003
 * ```
 *
 * @see Jordan et al., Muon: an optimizer for hidden layers in neural networks, 2024; Liu et al., Muon is scalable for LLM training, 2025.
 */
export const muon = defineComponent({
  kind: 'optimizer',
  name: 'muon',
  summary: 'Momentum that is made orthogonal for matrices; another optimizer takes what is none.',
  schema: z.strictObject({ ...shape, ...division, ...groups }),
  create: ({ others = adamw(), exclude, ...options }) =>
    partedOptimizer(groupedOptimizer(options, ofMatrices), [
      {
        match: 'others',
        optimizer: others,
        takes: ({ name, shape }) => shape.length !== 2 || exclude.some((pattern) => matchesPattern(name, pattern)),
      },
    ]),
  examples: [
    {},
    {
      lr: 0.02,
      weightDecay: 0,
      momentum: 0.5,
      nesterov: false,
      nsSteps: 3,
      adjustLrFn: 'match-rms-adamw',
      exclude: ['*scale'],
    },
    { others: { name: 'sgd', lr: 0.1 }, groups: [{ match: '*', lr: 0.1, adjustLrFn: 'spectral-unclamped' }] },
  ],
});

function ofMatrices({
  lr,
  weightDecay,
  momentum,
  nesterov,
  nsCoefficients,
  eps,
  nsSteps,
  adjustLrFn,
}: z.output<z.ZodObject<typeof shape>>): ReturnType<typeof parameterwiseOptimizer> {
  return parameterwiseOptimizer({
    base: { lr, momentum, ...(weightDecay > 0 && { weightDecay }) },
    slots: ({ shape }) => ({ momentumBuffer: shape }),
    hyper: (_step, numbers) => ({
      lr: numbers.lr,
      kept: 1 - numbers.lr * (numbers['weightDecay'] ?? 0),
      momentum: numbers['momentum'],
      rest: 1 - numbers['momentum'],
    }),
    update(parameter, gradient, { momentumBuffer }, hyper) {
      const fresh = tf.mul(hyper.rest, gradient);
      const buffer = tf.add(tf.mul(hyper.momentum, momentumBuffer!), fresh);
      const direction = nesterov ? tf.add(fresh, tf.mul(hyper.momentum, buffer)) : buffer;
      const step = orthogonal(direction as tf.Tensor2D, nsCoefficients, nsSteps, eps);
      const length = tf.mul(hyper.lr, ratio(adjustLrFn, parameter.shape));
      const decayed = weightDecay > 0 ? tf.mul(hyper.kept, parameter) : parameter;
      return { parameter: tf.sub(decayed, tf.mul(length, step)), momentumBuffer: buffer };
    },
  });
}

/** Iterates a matrix towards the nearest one that is orthogonal, by products alone. */
function orthogonal(
  matrix: tf.Tensor2D,
  [a, b, c]: readonly [number, number, number],
  steps: number,
  eps: number,
): tf.Tensor2D {
  // The smaller of both products XXᵀ and XᵀX is taken.
  const isTall = matrix.shape[0] > matrix.shape[1];
  const norm = tf.sqrt(tf.sum(tf.square(matrix)));
  let x: tf.Tensor2D = tf.div(matrix, tf.maximum(norm, eps));
  for (let step = 0; step < steps; step++) {
    const gram = tf.matMul(x, x, isTall, !isTall);
    const polynomial = tf.add<tf.Tensor2D>(tf.mul(b, gram), tf.mul(c, tf.matMul(gram, gram)));
    x = tf.add(tf.mul(a, x), isTall ? tf.matMul(x, polynomial) : tf.matMul(polynomial, x));
  }
  return x;
}

function ratio(name: z.output<(typeof shape)['adjustLrFn']>, [inputs, outputs]: readonly number[]): number {
  if (name === 'match-rms-adamw') return 0.2 * Math.sqrt(Math.max(inputs!, outputs!));
  const quotient = outputs! / inputs!;
  return Math.sqrt(name === 'original' ? Math.max(1, quotient) : quotient);
}
